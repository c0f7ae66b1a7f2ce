import type { Handler } from "../core/handler.ts";
import { type Mounted, mountHttp, type Tls } from "../core/http-mount.ts";
import type { Connect } from "../core/sockets.ts";

/** How many ports after a busy one are tried. */
const STEPS = 50;

/**
 * Mounts `handle`, with `connect` its sockets too, on `port` or, when it is busy, on the next free one after it. `say` hears when that happened.
 * Rejects like `mountHttp` when none of fifty is free.
 */
export async function mountOnFreePort(
	handle: Handler,
	port: number,
	host: string,
	tls: Tls | undefined,
	say: (text: string) => void,
	connect?: Connect,
): Promise<Mounted> {
	for (let step = 0; ; step++) {
		try {
			const mounted = await mountHttp(handle, port === 0 ? 0 : port + step, host, tls, connect);
			if (step > 0) say(`Port ${port} is busy, taking ${mounted.port}.`);
			return mounted;
		} catch (error) {
			if (!isBusy(error) || step === STEPS || port === 0) throw error;
		}
	}
}

function isBusy(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
