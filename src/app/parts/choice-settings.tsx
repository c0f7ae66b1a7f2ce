import type { VNode } from "preact";
import { resetSettings, type SettingName } from "../../db/settings.ts";
import { ageName } from "../age-name.ts";
import { useLive } from "../live.ts";
import { rememberTheme, type Theme } from "../theme.ts";
import { say } from "../toasts.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { SwitchSetting } from "./switch-setting.tsx";

const HOUR_MS = 3_600_000;

const THEMES: readonly { readonly theme: Theme; readonly name: string }[] = [
	{ theme: "system", name: "As the system" },
	{ theme: "dark", name: "Dark" },
	{ theme: "light", name: "Light" },
];

/** Dark, light, or as the system has it. */
export function AppearanceSettings(): VNode {
	const [theme, setTheme] = useSetting("theme");
	return (
		<section aria-labelledby="appearance">
			<h2 id="appearance">Appearance</h2>
			<fieldset class="segments" aria-labelledby="appearance">
				{THEMES.map((each) => (
					<label key={each.theme}>
						<input
							type="radio"
							name="theme"
							checked={theme === each.theme}
							onChange={() => {
								rememberTheme(each.theme);
								setTheme(each.theme);
							}}
						/>
						{each.name}
					</label>
				))}
			</fieldset>
		</section>
	);
}

const AGES: readonly { readonly name: Extract<SettingName, `ttl.${string}`>; readonly label: string }[] = [
	{ name: "ttl.libraries", label: "List of libraries" },
	{ name: "ttl.home", label: "What you watched elsewhere" },
	{ name: "ttl.titles", label: "Films and shows" },
	{ name: "ttl.children", label: "Seasons and episodes" },
	{ name: "ttl.full", label: "Details, cast and crew" },
	{ name: "ttl.sweep", label: "Every title compared, while nothing else is to be done" },
];
const HOURS = [0.5, 1, 4, 12, 24, 72, 168];

/** After how long each kind of thing is asked for again. DESIGN.md §3. */
export function FreshnessSettings(): VNode {
	return (
		<section aria-labelledby="freshness">
			<h2 id="freshness">Look for news after</h2>
			<p class="settings-note">What is here is always shown at once. After this time it is also refreshed behind it.</p>
			<div class="setting-rows">
				{AGES.map(({ name, label }) => (
					<AgeSetting key={name} name={name} label={label} />
				))}
				<ResetAges />
			</div>
		</section>
	);
}

function ResetAges(): VNode | null {
	const names = AGES.map(({ name }) => name);
	const live = useLive(() => world.db.settings.bulkGet(names), []);
	if (live.kind !== "ready" || live.value.every((row) => row === undefined)) return null;
	return (
		<div class="setting-row">
			<span>Changed from what Stowaway begins with</span>
			<button
				type="button"
				class="button small"
				onClick={() => resetSettings(world.db, names).catch(() => say("This could not be saved. Is the disk full?"))}
			>
				Reset
			</button>
		</div>
	);
}

function AgeSetting({ name, label }: { name: Extract<SettingName, `ttl.${string}`>; label: string }): VNode {
	const [age, setAge] = useSetting(name);
	const hours = (age ?? 0) / HOUR_MS;
	return (
		<label class="setting-row">
			<span>{label}</span>
			<select class="select" value={hours} onChange={(event) => setAge(Number(event.currentTarget.value) * HOUR_MS)}>
				{[...new Set([...HOURS, ...(age === undefined ? [] : [hours])])]
					.sort((a, b) => a - b)
					.map((each) => (
						<option key={each} value={each}>
							{ageName(each)}
						</option>
					))}
			</select>
		</label>
	);
}

/** Whether Plex tokens may travel unencrypted; off unless the person says so. DESIGN.md §4 *Address*. */
export function PlainHttpSettings(): VNode {
	return (
		<section aria-labelledby="plain-http">
			<h2 id="plain-http">Plex without encryption</h2>
			<div class="setting-rows">
				<SwitchSetting name="plex.plainHttpConsent">
					Allow plain http for Plex on networks I trust. Anybody on such a network could read the token that opens your
					server.
				</SwitchSetting>
			</div>
		</section>
	);
}
