import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { contentIsShown } from "../first-paint.ts";
import { usePageTitle } from "../page-title.ts";
import { ArrSettings } from "../parts/arr-settings.tsx";
import { CastSettings } from "../parts/cast-settings.tsx";
import { AppearanceSettings, FreshnessSettings, PlainHttpSettings } from "../parts/choice-settings.tsx";
import { CopySettings } from "../parts/copy-settings.tsx";
import { Icon } from "../parts/icon.tsx";
import { KeyList } from "../parts/key-list.tsx";
import { Notice } from "../parts/notice.tsx";
import { PolicySettings } from "../parts/policy-settings.tsx";
import { ServerCard } from "../parts/server-card.tsx";
import { StorageSettings } from "../parts/storage-settings.tsx";
import { SwitchSetting } from "../parts/switch-setting.tsx";
import { sources } from "../sources.ts";
import "../styles/settings.css";
import { syncProgress } from "../sync-progress.ts";

/** Servers and everything that can be chosen. */
export function SettingsPage(): VNode {
	usePageTitle("Settings");
	useEffect(contentIsShown, []);
	const progress = syncProgress();
	const list = sources.value ?? [];
	return (
		<div class="page is-narrow settings">
			<h1 class="page-title">Settings</h1>
			<section aria-labelledby="servers">
				<header class="settings-head">
					<h2 id="servers">Servers</h2>
					<a class="button small" href="#/welcome">
						<Icon name="plus" />
						Add a server
					</a>
				</header>
				{sources.value !== null && list.length === 0 && (
					<Notice icon="server" title="No server yet" isSmall>
						<p>Connect a Jellyfin or Plex server, and its library appears here and stays.</p>
					</Notice>
				)}
				<ul class="server-list">
					{list.map((source) => (
						<ServerCard key={source.sourceId} source={source} progress={progress.get(source.sourceId)} />
					))}
				</ul>
				{list.length > 0 && (
					<div class="setting-rows">
						<SwitchSetting name="hideSignedOut">
							Hide the titles of servers I signed out of, until I sign in again. They stay on this device.
						</SwitchSetting>
					</div>
				)}
			</section>
			<ArrSettings />
			<AppearanceSettings />
			<PolicySettings />
			{list.length > 1 && <CopySettings />}
			<FreshnessSettings />
			{list.length > 0 && <CastSettings />}
			{list.some(({ dialect }) => dialect === "plex") && <PlainHttpSettings />}
			<StorageSettings />
			<KeyList />
		</div>
	);
}
