/** The part of the Trusted Types API used here; the compiler's DOM library does not know it yet. */
interface TrustedTypesApi {
	createPolicy(
		name: string,
		rules: { createHTML?: (html: string) => string; createScriptURL?: (url: string) => string },
	): { createHTML(html: string): string };
}

declare global {
	interface Window {
		readonly trustedTypes?: TrustedTypesApi;
	}
}

/** Elements that can run code, load a document or change what URLs mean. */
const FORBIDDEN_ELEMENTS = "script, iframe, frame, object, embed, applet, base, meta, link, form, portal";
const URL_ATTRIBUTES = new Set(["href", "src", "xlink:href", "action", "formaction", "data", "poster"]);

/**
 * The only Trusted Types policies of the app (DESIGN.md §8): the default one, which every library's string passes through.
 * Our own code writes no HTML; media-chrome writes templates, and cue text comes from servers.
 *
 * | sink | rule |
 * |---|---|
 * | script URL (service worker, workers) | own origin only, `blob:` made by this origin included; else it throws |
 * | HTML (media-chrome's templates, cue text) | parsed apart, what could run or load a document removed |
 * | script text | never |
 *
 * Call it before anything else. Does nothing where the browser has no Trusted Types.
 */
export function installTrustedTypes(): void {
	if (!window.trustedTypes) return;
	// Lets the sanitiser's own parser read the string; its document is inert and never shown.
	const parser = window.trustedTypes.createPolicy("stowaway", { createHTML: (html) => html });
	window.trustedTypes.createPolicy("default", {
		createHTML: (html) => (html.includes("<") ? sanitised(parser.createHTML(html)) : html),
		createScriptURL: ownScriptUrl,
	});
}

/** The URL itself when it is of this origin. Throws a TypeError otherwise. */
function ownScriptUrl(url: string): string {
	if (new URL(url, document.baseURI).origin !== location.origin) throw new TypeError(`No script from ${url}`);
	return url;
}

/** The same HTML without what could run code or load a document. `html` must already be fit for the parser. */
function sanitised(html: string): string {
	const template = document.implementation.createHTMLDocument("").createElement("template");
	template.innerHTML = html;
	clean(template.content);
	return template.innerHTML;
}

function clean(root: DocumentFragment): void {
	for (const element of root.querySelectorAll(FORBIDDEN_ELEMENTS)) element.remove();
	for (const element of root.querySelectorAll("*")) {
		for (const { name, value } of [...element.attributes]) {
			const isScript = URL_ATTRIBUTES.has(name) && /^[\s\p{Cc}]*(javascript|vbscript|data:text)/iu.test(value);
			if (name.startsWith("on") || name === "srcdoc" || isScript) element.removeAttribute(name);
		}
		if (element instanceof HTMLTemplateElement) clean(element.content);
	}
}
