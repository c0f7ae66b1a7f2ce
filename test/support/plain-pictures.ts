import type { Handler } from "../../demo/core/handler.ts";

/** A single grey pixel. */
const PIXEL = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);

/** Answers as `handle` does, with a pixel for each drawing: to lay out and paint so many of them is a tenth of what a story costs. */
export function withPlainPictures(handle: Handler): Handler {
	return async (request) => {
		const answer = await handle(request);
		if (!answer.headers.get("content-type")?.startsWith("image/svg")) return answer;
		const headers = new Headers(answer.headers);
		headers.delete("content-length");
		headers.set("content-type", "image/png");
		return new Response(request.method === "HEAD" ? null : PIXEL, { status: answer.status, headers });
	};
}
