import type { DemoClock } from "../emulator.ts";
import { hash, hexOf } from "./hash.ts";
import type { Row } from "./tags.ts";

/** How long a PIN can be linked. */
const PIN_LIFE_SECONDS = 900;
/** Polls are let through in bursts of this many, refilled at two a second. */
const BURST = 4;
const REFILL_MS = 500;

/** A code waiting to be approved. */
interface Pin {
	readonly id: number;
	readonly code: string;
	readonly product: string;
	readonly clientIdentifier: string;
	/** Epoch ms. */
	readonly createdAt: number;
	readonly now: number;
	readonly authToken: string | null;
}

/** The PINs that plex.tv knows. */
export interface Pins {
	create(clientIdentifier: string, product: string, isStrong: boolean): Pin;
	/** null: unknown, expired, or of another client. */
	poll(id: number, clientIdentifier: string | null): Pin | "too-fast" | null;
	/** Gives the PIN of a code its token. False when there is none that waits. */
	link(code: string, issueToken: () => string): boolean;
	clear(): void;
}

interface KeptPin {
	readonly pin: Omit<Pin, "now" | "authToken">;
	authToken: string | null;
	polls: number;
	polledAt: number;
}

/** No PINs yet. They expire by `clock`. */
export function createPins(clock: DemoClock): Pins {
	const pins = new Map<number, KeptPin>();
	let count = 0;
	const isAlive = ({ pin }: KeptPin) => clock.now() < pin.createdAt + PIN_LIFE_SECONDS * 1000;
	const shown = ({ pin, authToken }: KeptPin): Pin => ({ ...pin, authToken, now: clock.now() });
	return {
		create: (clientIdentifier, product, isStrong) => {
			count += 1;
			const id = 1_000_000_000 + (hash(`pin:${clientIdentifier}:${count}`) % 1_000_000_000);
			const code = isStrong ? `${hexOf(`code:${id}:${count}`, 25)}` : hexOf(`code:${id}:${count}`, 4).toUpperCase();
			const createdAt = clock.now();
			const kept: KeptPin = {
				pin: { id, code, product, clientIdentifier, createdAt },
				authToken: null,
				polls: 0,
				polledAt: createdAt,
			};
			pins.set(id, kept);
			return shown(kept);
		},
		poll: (id, clientIdentifier) => {
			const kept = pins.get(id);
			if (kept === undefined || !isAlive(kept) || kept.pin.clientIdentifier !== clientIdentifier) return null;
			const now = clock.now();
			kept.polls = Math.max(0, kept.polls - Math.max(0, now - kept.polledAt) / REFILL_MS) + 1;
			kept.polledAt = now;
			return kept.polls > BURST ? "too-fast" : shown(kept);
		},
		link: (code, issueToken) => {
			const wanted = code.trim().toLowerCase();
			const kept = [...pins.values()].find((each) => each.pin.code.toLowerCase() === wanted && isAlive(each));
			if (kept === undefined || kept.authToken !== null) return false;
			kept.authToken = issueToken();
			return true;
		},
		clear: () => pins.clear(),
	};
}

/** What `/api/v2/pins` answers. */
export function pinRow(pin: Pin): Row {
	const expiresAt = pin.createdAt + PIN_LIFE_SECONDS * 1000;
	return {
		id: pin.id,
		code: pin.code,
		product: pin.product,
		trusted: false,
		clientIdentifier: pin.clientIdentifier,
		location: {
			code: "GB",
			european_union_member: false,
			continent_code: "EU",
			country: "United Kingdom",
			city: "London",
			time_zone: "Europe/London",
			postal_code: "N19",
			in_privacy_restricted_country: true,
			subdivisions: "England, Windsor and Maidenhead",
			coordinates: "51.000, -1",
		},
		expiresIn: Math.max(0, Math.floor((expiresAt - pin.now) / 1000)),
		createdAt: isoSeconds(pin.createdAt),
		expiresAt: isoSeconds(expiresAt),
		authToken: pin.authToken,
		newRegistration: pin.authToken === null ? null : false,
	};
}

/** `2026-01-31T12:00:00Z`. */
export function isoSeconds(epochMs: number): string {
	return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
