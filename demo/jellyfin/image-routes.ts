import { invalidValue, json, problem } from "./answers.ts";
import { type Call, itemInPath } from "./call.ts";
import type { Entry } from "./entry.ts";
import { drawImage, type ImageType, imageCounts, imageHash, imageTag } from "./images.ts";
import type { Route } from "./router.ts";
import { portraitRule } from "./server-state.ts";
import { stampMs } from "./stamp.ts";

/** Image types that exist on real servers; asking for others is 400. */
const knownTypes = [
	"primary",
	"art",
	"backdrop",
	"banner",
	"logo",
	"thumb",
	"disc",
	"box",
	"screenshot",
	"menu",
	"chapter",
	"boxrear",
	"profile",
];
const drawnTypes: readonly ImageType[] = ["Primary", "Backdrop", "Logo", "Banner"];

function imageInPath(call: Call): Response {
	const name = call.path.imageType ?? "";
	const entry = itemInPath(call, call.login?.account ?? null);
	if (!knownTypes.includes(name.toLowerCase())) {
		return invalidValue("imageType", name);
	}
	const type = drawnTypes.find((drawn) => drawn.toLowerCase() === name.toLowerCase());
	return imageAnswer(call, entry, type ?? null, Number(call.path.index ?? 0), name);
}

function personImage(call: Call): Response {
	const person = call.state.catalogue().byKey.get(`person:${call.path.name ?? ""}`);
	return person ? imageAnswer(call, person, "Primary", 0, "Primary") : problem(404);
}

/**
 * The picture, not wider than asked. With a `tag` it may be kept for ever, and whatever tag was sent is its ETag; without one
 * nothing is said about keeping (11-images #3-8, #22-26).
 */
function imageAnswer(call: Call, entry: Entry, type: ImageType | null, index: number, typeName: string): Response {
	const { query, request, state } = call;
	const width = query.integer("fillWidth") ?? query.integer("width") ?? query.integer("maxWidth");
	query.integer("fillHeight");
	if (type === null || index >= imageCounts(entry, portraitRule(state))[type]) {
		return json(`${entry.name} does not have an image of type ${typeName}`, 404);
	}
	const tag = query.text("tag");
	const { bytes, contentType } = drawImage(entry, type, index, width);
	const modified = new Date(stampMs(entry.dateCreated) + entry.artRevision * 1000).toUTCString();
	const headers: Record<string, string> = {
		"Content-Type": contentType,
		Age: String(Math.max(0, Math.floor((state.clock.now() - state.startedAt) / 1000))),
		"Cache-Control": tag === null ? "public" : "public, max-age=31536000, immutable",
		"Last-Modified": modified,
		Vary: "Accept",
		"Content-Disposition": "attachment",
		...(tag === null ? {} : { ETag: `"${tag}"` }),
	};
	const isKnown = tag !== null && request.headers.get("If-None-Match") === `"${tag}"`;
	if (isKnown || Date.parse(request.headers.get("If-Modified-Since") ?? "") >= Date.parse(modified)) {
		return new Response(null, { status: 304, headers });
	}
	const body = request.method === "HEAD" ? null : bytes;
	return new Response(body, { headers: { ...headers, "Content-Length": String(bytes.byteLength) } });
}

function listImages(call: Call): Response {
	const entry = itemInPath(call, call.login?.account ?? null);
	const counts = imageCounts(entry, portraitRule(call.state));
	const order: readonly ImageType[] = ["Logo", "Primary", "Banner", "Backdrop"];
	return json(
		order.flatMap((type) =>
			Array.from({ length: counts[type] }, (_, index) => ({
				ImageType: type,
				...(type === "Backdrop" ? { ImageIndex: index } : {}),
				ImageTag: imageTag(entry, type, index),
				Path: `/media/${entry.key}/${type.toLowerCase()}${index}.jpg`,
				BlurHash: imageHash(entry, type, index),
				Height: 600,
				Width: 400,
				Size: drawImage(entry, type, index, null).bytes.byteLength,
			})),
		),
	);
}

const image = (path: string, answer: Route["answer"]): Route[] => [
	{ method: "GET", path, gate: "open", answer },
	{ method: "HEAD", path, gate: "open", answer },
];

/** Pictures; anyone may have them. */
export const imageRoutes: readonly Route[] = [
	...image("/Items/{itemId}/Images/{imageType}", imageInPath),
	...image("/Items/{itemId}/Images/{imageType}/{index}", imageInPath),
	...image("/Persons/{name}/Images/Primary", personImage),
	...image("/UserImage", () => problem(404)),
	{ method: "GET", path: "/Items/{itemId}/Images", gate: "user", answer: listImages },
];
