/**
 * Cuts an ordinary MP4 (one `moov`, one `mdat`) into the pieces of an HLS playlist without touching a sample: what a server's
 * transcoder would send. ISO/IEC 14496-12 for the boxes.
 */
export interface FragmentedMp4 {
	/** The initialisation segment (`EXT-X-MAP`). */
	readonly init: Uint8Array<ArrayBuffer>;
	/** From key frame to key frame. */
	readonly segments: readonly { readonly seconds: number; readonly bytes: () => Uint8Array<ArrayBuffer> }[];
}

interface Box {
	readonly type: string;
	/** With its header. */
	readonly whole: Uint8Array<ArrayBuffer>;
	readonly body: DataView<ArrayBuffer>;
}

interface Sample {
	readonly offset: number;
	readonly size: number;
	/** In units of the track's time scale. */
	readonly time: number;
	readonly duration: number;
	/** Presentation minus decoding time. */
	readonly shift: number;
	readonly isKey: boolean;
}

interface Track {
	readonly id: number;
	readonly timescale: number;
	readonly isVideo: boolean;
	readonly header: Uint8Array<ArrayBuffer>;
	readonly samples: readonly Sample[];
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The pieces of `file`. Throws when it is no MP4 with a video track. */
export function fragmentMp4(file: Bytes): FragmentedMp4 {
	const moov = child(boxesOf(view(file)), "moov");
	const inside = boxesOf(moov.body);
	const tracks = inside.filter(({ type }) => type === "trak").map(trackOf);
	const video = tracks.find(({ isVideo }) => isVideo);
	if (video === undefined) throw new Error("no video track");
	const starts = video.samples.filter(({ isKey }) => isKey).map(({ time }) => time / video.timescale);
	const last = video.samples.at(-1);
	const end = last === undefined ? 0 : (last.time + last.duration) / video.timescale;
	return {
		init: concat(
			box("ftyp", text("iso5"), u32(512), text("iso5"), text("iso6"), text("mp41")),
			box(
				"moov",
				child(inside, "mvhd").whole,
				...tracks.map(({ header }) => header),
				box("mvex", ...tracks.map(({ id }) => box("trex", u32(0, id, 1, 0, 0, 0)))),
			),
		),
		segments: starts.map((from, at) => {
			const to = starts[at + 1] ?? Number.POSITIVE_INFINITY;
			const seconds = Math.min(to, end) - from;
			return { seconds, bytes: () => segment(file, tracks, at === 0 ? 0 : from, to, at + 1) };
		}),
	};
}

/** `moof` and `mdat` of the samples that begin in the seconds from `from` to before `to`. */
function segment(file: Bytes, tracks: readonly Track[], from: number, to: number, number: number): Bytes {
	const parts = tracks.flatMap((track) => {
		const samples = track.samples.filter(({ time }) => time / track.timescale >= from && time / track.timescale < to);
		return samples.length === 0 ? [] : [{ track, samples, size: samples.reduce((sum, { size }) => sum + size, 0) }];
	});
	const moof = (base: number): Bytes => {
		let offset = base;
		const fragments = parts.map(({ track, samples, size }) => {
			const fragment = trackFragment(track, samples, offset);
			offset += size;
			return fragment;
		});
		return box("moof", box("mfhd", u32(0, number)), ...fragments);
	};
	const mdatHeader = 8;
	const data = parts.flatMap(({ samples }) => samples.map(({ offset, size }) => file.subarray(offset, offset + size)));
	// Its size does not depend on the offsets in it.
	return concat(moof(moof(0).length + mdatHeader), box("mdat", ...data));
}

const KEY_FRAME = 0x02000000;
const OTHER_FRAME = 0x01010000;

function trackFragment(track: Track, samples: readonly Sample[], dataOffset: number): Bytes {
	const rows = samples.flatMap(({ duration, size, isKey, shift }) => [
		duration,
		size,
		isKey ? KEY_FRAME : OTHER_FRAME,
		shift,
	]);
	return box(
		"traf",
		// default-base-is-moof
		box("tfhd", u32(0x020000, track.id)),
		box("tfdt", u32(0x01000000, 0, samples[0]?.time ?? 0)),
		// offset, then duration, size, flags and (signed) shift of every sample
		box("trun", u32(0x01000f01, samples.length, dataOffset, ...rows)),
	);
}

function trackOf(trak: Box): Track {
	const inside = boxesOf(trak.body);
	const tkhd = child(inside, "tkhd");
	const mdia = boxesOf(child(inside, "mdia").body);
	const mdhd = child(mdia, "mdhd");
	const hdlr = child(mdia, "hdlr");
	const minf = boxesOf(child(mdia, "minf").body);
	const stbl = boxesOf(child(minf, "stbl").body);
	const emptyTables = [
		box("stts", u32(0, 0)),
		box("stsc", u32(0, 0)),
		box("stsz", u32(0, 0, 0)),
		box("stco", u32(0, 0)),
	];
	const media = box(
		"mdia",
		mdhd.whole,
		hdlr.whole,
		box(
			"minf",
			...minf.filter(({ type }) => type !== "stbl").map(({ whole }) => whole),
			box("stbl", child(stbl, "stsd").whole, ...emptyTables),
		),
	);
	const edits = inside.filter(({ type }) => type === "edts").map(({ whole }) => whole);
	return {
		id: tkhd.body.getUint32(tkhd.body.getUint8(0) === 1 ? 20 : 12),
		timescale: mdhd.body.getUint32(mdhd.body.getUint8(0) === 1 ? 20 : 12),
		isVideo: hdlr.body.getUint32(8) === 0x76696465,
		header: box("trak", tkhd.whole, ...edits, media),
		samples: samplesOf(stbl),
	};
}

function samplesOf(stbl: readonly Box[]): Sample[] {
	const sizes = child(stbl, "stsz").body;
	const count = sizes.getUint32(8);
	const fixedSize = sizes.getUint32(4);
	const durations = runs(child(stbl, "stts").body, count);
	const ctts = stbl.find(({ type }) => type === "ctts");
	const shifts = ctts === undefined ? [] : runs(ctts.body, count);
	const stss = stbl.find(({ type }) => type === "stss");
	const keys = stss === undefined ? null : new Set(table(stss.body, 1).map(([number]) => number));
	const offsets = table(child(stbl, "stco").body, 1).map(([offset = 0]) => offset);
	const chunks = table(child(stbl, "stsc").body, 3);
	const samples: Sample[] = [];
	let time = 0;
	let run = 0;
	for (const [at, start] of offsets.entries()) {
		while ((chunks[run + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= at + 1) run += 1;
		let offset = start;
		for (let left = chunks[run]?.[1] ?? 0; left > 0 && samples.length < count; left -= 1) {
			const number = samples.length;
			const size = fixedSize === 0 ? sizes.getUint32(12 + number * 4) : fixedSize;
			const duration = durations[number] ?? 0;
			const isKey = keys === null || keys.has(number + 1);
			samples.push({ offset, size, time, duration, shift: shifts[number] ?? 0, isKey });
			offset += size;
			time += duration;
		}
	}
	return samples;
}

/** Rows of `width` numbers behind version, flags and count. */
function table(body: DataView, width: number): number[][] {
	return Array.from({ length: body.getUint32(4) }, (_, row) =>
		Array.from({ length: width }, (_, column) => body.getUint32(8 + (row * width + column) * 4)),
	);
}

/** A table of (how many, value), spread out. */
function runs(body: DataView, count: number): number[] {
	return table(body, 2)
		.flatMap(([length = 0, value = 0]) => Array.from({ length }, () => value | 0))
		.slice(0, count);
}

function boxesOf(body: DataView<ArrayBuffer>): Box[] {
	const boxes: Box[] = [];
	let at = 0;
	while (at + 8 <= body.byteLength) {
		const size = body.getUint32(at);
		if (size < 8) break;
		const whole = new Uint8Array(body.buffer, body.byteOffset + at, size);
		const type = String.fromCharCode(...whole.subarray(4, 8));
		boxes.push({ type, whole, body: new DataView(body.buffer, body.byteOffset + at + 8, size - 8) });
		at += size;
	}
	return boxes;
}

function child(boxes: readonly Box[], type: string): Box {
	const found = boxes.find((each) => each.type === type);
	if (found === undefined) throw new Error(`no ${type} box`);
	return found;
}

function view(bytes: Bytes): DataView<ArrayBuffer> {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function box(type: string, ...parts: readonly Bytes[]): Bytes {
	const size = parts.reduce((sum, part) => sum + part.length, 8);
	return concat(u32(size), text(type), ...parts);
}

function u32(...values: readonly number[]): Bytes {
	const bytes = new Uint8Array(values.length * 4);
	const data = new DataView(bytes.buffer);
	for (const [at, value] of values.entries()) data.setUint32(at * 4, value >>> 0);
	return bytes;
}

function text(four: string): Bytes {
	return Uint8Array.from(four, (character) => character.charCodeAt(0));
}

function concat(...parts: readonly Bytes[]): Bytes {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}
