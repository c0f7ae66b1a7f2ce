import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A message as a real Jellyfin sent it. */
export interface RecordedMessage {
	readonly MessageType: string;
	readonly MessageId: string;
	readonly Data?: unknown;
}

/** What a real Jellyfin said on the socket of bob's main device, in order. */
export function recordedMessages(): readonly RecordedMessage[] {
	const file = resolve(import.meta.dirname, "../recorded/websocket/jellyfin.json");
	const { steps }: { steps: { ws?: { socket: string; event: string; message?: RecordedMessage } }[] } = JSON.parse(
		readFileSync(file, "utf8"),
	);
	return steps.flatMap(({ ws }) =>
		ws?.socket === "bob-main" && ws.event === "message" && ws.message ? [ws.message] : [],
	);
}
