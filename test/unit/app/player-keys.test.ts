import { describe, expect, test } from "vitest";
import { playerAction } from "../../../src/app/parts/player-keys.ts";

const onStage = (key: string, isFullscreen = false) => playerAction({ key, focus: "stage", isFullscreen });

describe("a key in the player", () => {
	test.each([
		[" ", "toggle"],
		["k", "toggle"],
		["ArrowLeft", "seek-back"],
		["ArrowRight", "seek-forward"],
		["ArrowUp", "focus-up"],
		["ArrowDown", "focus-down"],
		["f", "fullscreen"],
		["F", "fullscreen"],
		["m", "mute"],
		["Escape", "back"],
		["Backspace", "back"],
		["GoBack", "back"],
	])("%j asks for %s", (key, action) => {
		expect(onStage(key)).toBe(action);
	});

	test("that means nothing here is left to the browser", () => {
		expect(onStage("Tab")).toBeNull();
		expect(onStage("x")).toBeNull();
	});

	test("Escape leaves full screen before it leaves the film", () => {
		expect(onStage("Escape", true)).toBeNull();
		expect(onStage("Backspace", true)).toBe("back");
	});

	test("whatever leads back closes an open menu first", () => {
		for (const key of ["Escape", "Backspace", "GoBack"]) {
			expect(playerAction({ key, focus: "button", isFullscreen: true, isMenuOpen: true })).toBe("close");
		}
	});

	test("Space presses the button that has the focus, and arrows go from button to button", () => {
		expect(playerAction({ key: " ", focus: "button", isFullscreen: false })).toBeNull();
		expect(playerAction({ key: "Enter", focus: "button", isFullscreen: false })).toBeNull();
		expect(playerAction({ key: "ArrowLeft", focus: "button", isFullscreen: false })).toBe("focus-left");
	});

	test("the slider of the volume keeps left and right, the bar of time moves by ten seconds", () => {
		expect(playerAction({ key: "ArrowLeft", focus: "slider", isFullscreen: false })).toBeNull();
		expect(playerAction({ key: "ArrowLeft", focus: "time", isFullscreen: false })).toBe("seek-back");
	});
});
