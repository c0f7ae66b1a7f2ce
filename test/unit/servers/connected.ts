import { createClock } from "../../../demo/core/clock.ts";
import type { ControlledServer } from "../../../demo/core/control.ts";
import type { DemoServer } from "../../../demo/emulator.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import type { DemoLibrary } from "../../../demo/library/types.ts";
import { createPlex } from "../../../demo/plex/plex.ts";
import { createPlexTv, type PlexTv } from "../../../demo/plex/plex-tv.ts";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import type { World } from "../../../src/db/world.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { signInJellyfin } from "../../../src/servers/connect/jellyfin-sign-in.ts";
import { connectPlexServer, listPlexServers, pollPin, startPin } from "../../../src/servers/connect/plex-sign-in.ts";
import { probeJellyfin } from "../../../src/servers/connect/probe-jellyfin.ts";
import { openServer } from "../../../src/servers/open-server.ts";
import type { MediaServer } from "../../../src/servers/server.ts";
import { createWorld, okValue } from "./server-world.ts";
import { smallLibrary } from "./small-library.ts";

export const JELLYFIN = "http://127.0.0.1:8096";
export const PMS = "http://127.0.0.1:32400";
export const PLEX_TV = "http://127.0.0.1:32480";
export const signal = new AbortController().signal;

/** A source signed in to an emulator, and everything to look at it. */
export interface Connected {
	readonly world: ReturnType<typeof createWorld>;
	readonly demo: DemoServer & ControlledServer;
	readonly plexTv: PlexTv | null;
	readonly sourceId: SourceId;
	readonly server: MediaServer;
	/** Signs in once more, as the sign-in page does. */
	signIn(): Promise<SourceId>;
}

/** Signs in to a fresh emulator of a dialect the way the app does; to a Plex as `user`, its owner unless told. */
export async function connected(
	dialect: Dialect,
	more: Partial<World> = {},
	switches: Partial<PlexSwitches> = {},
	library: DemoLibrary = smallLibrary,
	user?: string,
): Promise<Connected> {
	return dialect === "jellyfin" ? connectedJellyfin(more, library) : connectedPlex(more, switches, library, user);
}

async function connectedJellyfin(more: Partial<World>, library: DemoLibrary): Promise<Connected> {
	const demo = createJellyfin({ library, clock: createClock(), origin: JELLYFIN });
	const world = createWorld({ [JELLYFIN]: demo.handle }, more);
	const signIn = async () => {
		const found = await probeJellyfin(world, JELLYFIN, signal);
		if (found.kind !== "found") throw new Error(found.kind);
		const result = await signInJellyfin(world, found, { userName: "demo", password: "demo" }, signal);
		if (result.kind !== "signed-in") throw new Error(result.kind);
		return result.sourceId;
	};
	const sourceId = await signIn();
	const server = okValue<MediaServer>(await openServer(world, sourceId, signal));
	return { world, demo, plexTv: null, sourceId, server, signIn };
}

async function connectedPlex(
	more: Partial<World>,
	switches: Partial<PlexSwitches>,
	library: DemoLibrary,
	user?: string,
): Promise<Connected> {
	const clock = createClock();
	const demo = createPlex({ library, clock, origin: PMS, switches });
	const plexTv = createPlexTv({ clock, servers: [demo], origin: PLEX_TV });
	const world = createWorld({ [PMS]: demo.handle, [PLEX_TV]: plexTv.handle }, more);
	const signIn = async () => {
		const pin = okValue<{ id: string; code: string }>(await startPin(world, PLEX_TV, signal));
		plexTv.approve(pin.code, user);
		const polled = okValue<{ kind: string; token?: string }>(await pollPin(world, PLEX_TV, pin.id, signal));
		const token = polled.token ?? "";
		const [choice] = okValue<readonly never[]>(await listPlexServers(world, PLEX_TV, token, signal));
		if (choice === undefined) throw new Error("no server");
		return okValue<SourceId>(await connectPlexServer(world, PLEX_TV, token, choice, signal));
	};
	const sourceId = await signIn();
	const server = okValue<MediaServer>(await openServer(world, sourceId, signal));
	return { world, demo, plexTv, sourceId, server, signIn };
}
