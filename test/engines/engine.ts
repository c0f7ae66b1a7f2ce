/** A browser that is not Chromium, with one page, as far as the story needs it. */
export interface Engine {
	/** Its name and version. */
	readonly name: string;
	/** Opens an address and waits until it is loaded. A new hash alone navigates within the page. */
	open(url: string): Promise<void>;
	reload(): Promise<void>;
	/** Runs an expression in the page and gives its value, which must be JSON. A promise is awaited. */
	evaluate(expression: string): Promise<unknown>;
	close(): Promise<void>;
}
