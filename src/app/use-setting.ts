import { readSetting, type SettingName, type Settings, writeSetting } from "../db/settings.ts";
import { useLive } from "./live.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** A setting, live, and the function that changes it. Undefined until the database has answered. */
export function useSetting<Name extends SettingName>(
	name: Name,
): readonly [Settings[Name] | undefined, (value: Settings[Name]) => void] {
	const live = useLive(() => readSetting(world.db, name), [name]);
	const change = (value: Settings[Name]) => {
		writeSetting(world.db, name, value).catch(() => say("This could not be saved. Is the disk full?"));
	};
	return [live.kind === "ready" ? live.value : undefined, change];
}
