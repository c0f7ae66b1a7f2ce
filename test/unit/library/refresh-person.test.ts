import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { refreshPerson } from "../../../src/library/refresh-person.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { PersonId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { connected } from "../servers/connected.ts";
import { memoryLocks } from "./fake-server.ts";

const signal = new AbortController().signal;

describe.each<Dialect>(["jellyfin", "plex"])("what %s says of a person besides", (dialect) => {
	it("is read when somebody looks at them, and kept when a cast is read again", async () => {
		let isKnown = true;
		const { world, sourceId, demo } = await connected(dialect, { locks: memoryLocks() });
		const { fetch } = world;
		const asPublished = {
			...world,
			fetch: async (...request: Parameters<typeof fetch>) => {
				const answer = await fetch(...request);
				if (!isKnown || !String(world.asked.at(-1)).includes("Overview%2CProviderIds&")) return answer;
				const { Items } = await answer.json();
				const more = { Overview: "Born in Brunswick.", ProviderIds: { Imdb: "nm0375609", TMDB: "77151" } };
				return Response.json({ Items: Items.map((row: object) => ({ ...row, ...more })) });
			},
		};
		await syncSource(world, sourceId, { signal, force: true });
		const film = `full:${sourceId}/${demo.state().items.metropolis?.key}`;
		await touch(world, film, { signal });
		const person = async () => (await world.db.people.filter(({ name }) => name === "Brigitte Helm").toArray())[0];
		const personId: PersonId = (await person())?.personId ?? "a1/none";
		world.asked.length = 0;
		await refreshPerson(asPublished, personId, signal);
		await refreshPerson(asPublished, personId, signal);
		const facts = { overview: "Born in Brunswick.", providerIds: { imdb: "nm0375609", tmdb: "77151" } };
		if (dialect === "plex") {
			expect(world.asked, "it knows no more").toEqual([]);
			return;
		}
		expect(world.asked, "once").toHaveLength(1);
		expect(await person()).toMatchObject(facts);
		await touch(world, film, { signal, force: true });
		expect(await person()).toMatchObject(facts);

		isKnown = false;
		await world.db.freshness.delete(`person:${personId}`);
		await refreshPerson(asPublished, personId, signal);
		expect(await person()).not.toHaveProperty("overview");
	});
});
