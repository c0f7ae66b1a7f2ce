import type { Handler } from "../core/handler.ts";
import { type Mounted, mountHttp, type Tls } from "../core/http-mount.ts";

/** How many ports after a busy one are tried. */
const STEPS = 50;

/**
 * Mounts `handle` on `port` or, when it is busy, on the next free one after it. `say` hears of every busy port.
 * Rejects like `mountHttp` when none of fifty is free.
 */
export async function mountOnFreePort(
	handle: Handler,
	port: number,
	host: string,
	tls: Tls | undefined,
	say: (text: string) => void,
): Promise<Mounted> {
	for (let step = 0; ; step++) {
		try {
			return await mountHttp(handle, port === 0 ? 0 : port + step, host, tls);
		} catch (error) {
			if (!isBusy(error) || step === STEPS || port === 0) throw error;
			say(`Port ${port + step} is busy, trying ${port + step + 1}.`);
		}
	}
}

function isBusy(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
