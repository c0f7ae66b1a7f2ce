import { describe, expect, test } from "vitest";
import type { Peer } from "../../../demo/core/sockets.ts";
import { createWorld, PMS } from "./plex-fixture.ts";

const PATH = "/:/websockets/notifications";

/** Listens with a good token; what was heard is parsed. */
function listen(...[options]: Parameters<typeof createWorld>) {
	const world = createWorld(options);
	const heard: { type: string; size: number; [rows: string]: unknown }[] = [];
	const ends: unknown[] = [];
	const answer = world.plex.connect(new URL(`${PMS}${PATH}?X-Plex-Token=${world.plex.issueToken()}`));
	if (answer.kind !== "taken") throw new Error(answer.kind);
	const peer: Peer = {
		send: (text) => heard.push(JSON.parse(text).NotificationContainer),
		close: (code) => ends.push(code),
	};
	const connection = answer.open(peer);
	return { ...world, heard, ends, connection };
}

describe("the demo Plex's sockets", () => {
	test("tell of what another device plays when it stops", async () => {
		const { plex, keyOf, heard } = listen();
		plex.view({ slug: "metropolis", act: "progress", positionMs: 70_000 });
		expect(heard).toMatchObject([
			{
				type: "playing",
				size: 1,
				PlaySessionStateNotification: [{ ratingKey: keyOf("metropolis"), state: "stopped", viewOffset: 70_000 }],
			},
		]);
	});

	test("tell of live reports, and not of those from a time without a network", async () => {
		const { call, keyOf, heard } = listen();
		const report = (offline: 0 | 1) =>
			call(
				`/:/timeline?ratingKey=${keyOf("metropolis")}&state=paused&time=70000&duration=600000&offline=${offline}&X-Plex-Client-Identifier=c`,
				{ method: "POST" },
			);
		await report(1);
		expect(heard).toEqual([]);
		await report(0);
		expect(heard).toMatchObject([
			{ PlaySessionStateNotification: [{ state: "paused", viewOffset: 70_000, clientIdentifier: "c" }] },
		]);
	});

	test("tell of marks only where the server does that", async () => {
		for (const announcesMarks of [false, true]) {
			const { plex, call, keyOf, heard } = listen({ switches: { announcesMarks } });
			plex.view({ slug: "metropolis", act: "watched" });
			await call(`/:/unscrobble?identifier=com.plexapp.plugins.library&key=${keyOf("metropolis")}`);
			expect(heard.map(({ type }) => type)).toEqual(announcesMarks ? ["timeline", "timeline"] : []);
		}
	});

	test("tell of titles that come, change and go, episodes with their show", async () => {
		const { plex, keyOf, heard } = listen();
		plex.changeTitle({ slug: "metropolis", title: "Metropolis restored" });
		plex.removeTitle("beverly-hillbillies");
		const entries = heard.flatMap(({ TimelineEntry }) => TimelineEntry as Record<string, unknown>[]);
		expect(entries[0]).toMatchObject({
			identifier: "com.plexapp.plugins.library",
			sectionID: "1",
			itemID: keyOf("metropolis"),
			type: 1,
			state: 5,
		});
		const show = entries.find(({ type }) => type === 2);
		const episode = entries.find(({ type }) => type === 4);
		expect(episode).toMatchObject({ state: 9, metadataState: "deleted", rootItemID: show?.itemID });
	});

	test("are refused without a good token or at another path, and end with the token or the server", async () => {
		const { plex, ends } = listen();
		const status = (path: string) => {
			const answer = plex.connect(new URL(PMS + path));
			return answer.kind === "refused" ? answer.status : answer.kind;
		};
		expect([status(PATH), status(`${PATH}?X-Plex-Token=wrong`), status("/socket")]).toEqual([401, 401, 404]);
		plex.setFaults([{ kind: "down" }]);
		expect([ends, status(PATH)]).toEqual([[1001], "silent"]);
		plex.revokeTokens();
		expect(ends).toHaveLength(2);
	});
});
