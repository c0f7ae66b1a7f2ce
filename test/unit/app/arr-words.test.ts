import { expect, it } from "vitest";
import { arrStanding, arrWebAddress } from "../../../src/app/arr-words.ts";
import type { ArrTitle } from "../../../src/model/arr.ts";

const film: ArrTitle = { arrTitleId: "r1/1", arrId: "r1", kind: "movie", title: "Film", monitored: true };
const show: ArrTitle = { ...film, kind: "show", episodes: 12, episodeFiles: 12 };
const download = { state: "downloading", fraction: 0.999, count: 1 } as const;

it.each<[ArrTitle, string, string]>([
	[{ ...film, hasFile: true, quality: "Bluray-1080p" }, "Bluray-1080p", "is-ok"],
	[{ ...film, hasFile: true }, "Has a file", "is-ok"],
	[{ ...film, hasFile: false }, "Missing", "is-away"],
	[{ ...film, hasFile: false, isAvailable: false }, "Not out yet", ""],
	[{ ...film, hasFile: false, monitored: false }, "No file", ""],
	[{ ...film, hasFile: true, download }, "Downloading 99%", "is-away"],
	[{ ...film, download: { state: "downloading", count: 1 } }, "Downloading", "is-away"],
	[{ ...film, download: { ...download, state: "waiting" } }, "Waiting to download", "is-away"],
	[{ ...film, download: { ...download, state: "importing" } }, "Importing", "is-away"],
	[{ ...film, download: { ...download, state: "stuck" } }, "Download needs attention", "is-alert"],
	[{ ...show, download: { ...download, count: 2 } }, "2 episodes downloading 99%", "is-away"],
	[show, "All 12 episodes", "is-ok"],
	[{ ...show, episodeFiles: 3 }, "3 of 12 episodes", "is-away"],
	[{ ...show, episodeFiles: 3, monitored: false }, "3 of 12 episodes", ""],
	[{ ...show, episodes: 1, episodeFiles: 1 }, "1 episode", "is-ok"],
	[{ ...show, episodes: 0, episodeFiles: 0 }, "No episodes yet", ""],
])("says of %j: %s", (title, words, tone) => {
	expect(arrStanding(title)).toMatchObject({ words, tone });
});

it("leads to a title's page under the base of its server, and nowhere without a name for it", () => {
	expect(arrWebAddress("http://nas/radarr", { ...film, titleSlug: "19" })).toBe("http://nas/radarr/movie/19");
	expect(arrWebAddress("http://nas", { ...show, titleSlug: "../a b" })).toBe("http://nas/series/..%2Fa%20b");
	expect(arrWebAddress("http://nas", film)).toBeNull();
});
