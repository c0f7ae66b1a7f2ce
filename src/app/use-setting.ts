import { initialSetting, readSetting, type SettingName, type SettingValue, writeSetting } from "../db/settings.ts";
import { useLive } from "./live.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** A setting, live, and the function that changes it. Its initial value until the database has answered. */
export function useSetting<Name extends SettingName>(
	name: Name,
): readonly [SettingValue<Name>, (value: SettingValue<Name>) => void] {
	const live = useLive(() => readSetting(world.db, name), [name]);
	const change = (value: SettingValue<Name>) => {
		writeSetting(world.db, name, value).catch(() => say("This could not be saved. Is the disk full?"));
	};
	return [live.kind === "ready" ? live.value : initialSetting(name), change];
}
