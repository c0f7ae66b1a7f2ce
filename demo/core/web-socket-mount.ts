import { createHash } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Connect, Connection } from "./sockets.ts";
import { closeFrame, FrameReader, frame, OPCODES } from "./web-socket-frames.ts";

/** What the protocol puts behind a client's key (RFC 6455 §1.3). */
const KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Serves the sockets of `connect` on a server that listens, by RFC 6455: text messages, pings, closing; no extensions. */
export function mountSockets(server: Server, connect: Connect): void {
	const open = new Set<Duplex>();
	server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
		open.add(socket);
		socket.once("close", () => open.delete(socket));
		socket.on("error", () => socket.destroy());
		upgrade(connect, request, socket);
	});
	// They are no requests any more, so closing the server leaves them open.
	const closeAllConnections = server.closeAllConnections.bind(server);
	server.closeAllConnections = () => {
		for (const socket of open) socket.destroy();
		closeAllConnections();
	};
}

function upgrade(connect: Connect, request: IncomingMessage, socket: Duplex): void {
	const key = request.headers["sec-websocket-key"];
	const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
	const answer = connect(url);
	if (answer.kind === "silent") {
		socket.destroy();
		return;
	}
	if (answer.kind === "refused" || key === undefined || request.headers.upgrade?.toLowerCase() !== "websocket") {
		const status = answer.kind === "refused" ? answer.status : 400;
		socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
		return;
	}
	const accept = createHash("sha1")
		.update(key + KEY_SUFFIX)
		.digest("base64");
	socket.write(
		`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
	);
	const connection = answer.open({
		send: (text) => {
			if (socket.writable) socket.write(frame(OPCODES.text, Buffer.from(text)));
		},
		close: (code = 1000, reason = "") => {
			if (socket.writable) socket.end(closeFrame(code, reason));
		},
	});
	converse(socket, connection);
}

function converse(socket: Duplex, connection: Connection): void {
	const reader = new FrameReader();
	socket.on("data", (bytes: Buffer) => {
		for (const { opcode, payload } of reader.read(bytes)) {
			if (opcode === OPCODES.text) connection.hear(payload.toString("utf8"));
			else if (opcode === OPCODES.ping) socket.write(frame(OPCODES.pong, payload));
			else if (opcode === OPCODES.close) socket.end(frame(OPCODES.close, payload.subarray(0, 2)));
		}
	});
	socket.once("end", () => socket.end());
	socket.once("close", () => connection.gone());
}
