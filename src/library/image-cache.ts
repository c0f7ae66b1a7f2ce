import { isConnected } from "../db/connected-source.ts";
import { isQuotaExceeded } from "../db/database-errors.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import type { ImageWidth } from "../model/image.ts";
import { flushImageUses } from "./image-uses.ts";

/** Eviction goes down to this share of the cap, so that it does not run with every picture. */
const KEEP_SHARE = 0.9;

/** Bytes held, per database, as far as this process knows; counted anew before anything is thrown away. */
const heldBytes = new WeakMap<StowawayDatabase, number>();

/** Where a picture lives in the image cache: no address, no token, and one of few widths. DESIGN.md §4 *Image*. */
export function imageKey(scope: string, sourceId: SourceId, ref: string, width: ImageWidth): string {
	return `${scope}-/image/${encodeURIComponent(sourceId)}/${encodeURIComponent(ref)}?w=${width}`;
}

/** The cache of pictures; undefined where there is no Cache Storage. */
export async function openImageCache({ caches, scope }: World): Promise<Cache | undefined> {
	return caches?.open(`stowaway-images:${scope}`);
}

/** What an image of ours is served with: it never changes under its name, and must not run when opened by itself (SVG). */
export function pictureResponse(bytes: Blob, type: string): Response {
	return new Response(bytes, {
		headers: {
			"content-type": type,
			"content-length": String(bytes.size),
			"cache-control": "private, max-age=31536000, immutable",
			"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			"x-content-type-options": "nosniff",
		},
	});
}

/**
 * Puts a picture into the cache and evicts what was not used for longest when the cap is passed. A full disk is no error.
 *
 * The row comes first: bytes without a row would never be evicted, a row without bytes is. A source that is removed while the bytes
 * are written takes them along.
 */
export async function putImage(
	world: World,
	{ key, sourceId }: { readonly key: string; readonly sourceId: SourceId },
	bytes: Blob,
	type: string,
): Promise<void> {
	const { db } = world;
	const cache = await openImageCache(world);
	if (cache === undefined) return;
	try {
		const isNoted = await db.transaction("rw", db.images, db.sources, async () => {
			if (!(await isConnected(db, sourceId))) return false;
			await db.images.put({ key, sourceId, bytes: bytes.size, usedAt: world.now() });
			return true;
		});
		if (!isNoted) return;
		await cache.put(key, pictureResponse(bytes, type));
	} catch (error) {
		if (!isQuotaExceeded(error)) throw error;
		await db.images.delete(key);
		await evict(world, cache, (await countBytes(db)) * KEEP_SHARE);
		return;
	}
	if (!(await isConnected(db, sourceId))) {
		await cache.delete(key);
		await db.images.delete(key);
		return;
	}
	const held = heldBytes.has(db) ? (heldBytes.get(db) ?? 0) + bytes.size : await countBytes(db);
	heldBytes.set(db, held);
	const cap = await readSetting(db, "imageCapBytes");
	if (held > cap) await evict(world, cache, cap * KEEP_SHARE);
}

async function countBytes(db: StowawayDatabase): Promise<number> {
	let bytes = 0;
	await db.images.each((row) => {
		bytes += row.bytes;
	});
	return bytes;
}

async function evict(world: World, cache: Cache, downTo: number): Promise<void> {
	const { db } = world;
	await flushImageUses(db);
	let held = await countBytes(db);
	const out: string[] = [];
	await db.images
		.orderBy("usedAt")
		.until(() => held <= downTo)
		.each((row) => {
			out.push(row.key);
			held -= row.bytes;
		});
	await Promise.all(out.map((key) => cache.delete(key)));
	await db.images.bulkDelete(out);
	heldBytes.set(db, held);
}
