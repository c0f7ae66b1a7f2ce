/** What a frame is (RFC 6455 §5.2). */
export const OPCODES = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A whole message or a control frame, as the client sent it. */
interface ReadFrame {
	readonly opcode: number;
	readonly payload: Buffer;
}

/** A frame from a server to a client: unmasked, in one piece. */
export function frame(opcode: number, payload: Buffer): Buffer {
	const { length } = payload;
	if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
	const head = Buffer.alloc(length < 65_536 ? 4 : 10);
	head[0] = 0x80 | opcode;
	if (length < 65_536) {
		head[1] = 126;
		head.writeUInt16BE(length, 2);
	} else {
		head[1] = 127;
		head.writeBigUInt64BE(BigInt(length), 2);
	}
	return Buffer.concat([head, payload]);
}

/** The frame that ends a connection, with its code and a word why. */
export function closeFrame(code: number, reason: string): Buffer {
	const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
	payload.writeUInt16BE(code, 0);
	return frame(OPCODES.close, payload);
}

/** Takes the frames of a client out of the bytes as they come, unmasks them and puts the pieces of a message together. */
export class FrameReader {
	#bytes = Buffer.alloc(0);
	#pieces: Buffer[] = [];
	#opcode: number = OPCODES.text;

	/** The messages and control frames that are whole now. */
	read(bytes: Buffer): ReadFrame[] {
		this.#bytes = Buffer.concat([this.#bytes, bytes]);
		const whole: ReadFrame[] = [];
		for (let next = this.#next(); next !== null; next = this.#next()) {
			const { isLast, opcode, payload } = next;
			if (opcode >= OPCODES.close) {
				whole.push({ opcode, payload });
				continue;
			}
			if (opcode !== OPCODES.continuation) this.#opcode = opcode;
			this.#pieces.push(payload);
			if (!isLast) continue;
			whole.push({ opcode: this.#opcode, payload: Buffer.concat(this.#pieces) });
			this.#pieces = [];
		}
		return whole;
	}

	/** The first frame of what has come, taken out of it; null while it is not whole. */
	#next(): (ReadFrame & { readonly isLast: boolean }) | null {
		const bytes = this.#bytes;
		if (bytes.length < 2) return null;
		const [first = 0, second = 0] = bytes;
		const short = second & 0x7f;
		const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
		const maskAt = 2 + lengthBytes;
		const isMasked = (second & 0x80) !== 0;
		const start = maskAt + (isMasked ? 4 : 0);
		if (bytes.length < start) return null;
		const length =
			lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
		if (bytes.length < start + length) return null;
		const payload = Buffer.from(bytes.subarray(start, start + length));
		if (isMasked)
			for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (bytes[maskAt + (at % 4)] ?? 0);
		this.#bytes = bytes.subarray(start + length);
		return { isLast: (first & 0x80) !== 0, opcode: first & 0x0f, payload };
	}
}
