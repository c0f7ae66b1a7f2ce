const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { box-sizing: border-box; width: min(26rem, 100%); padding: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 48px; margin-top: 1rem; border: 0; border-radius: 8px;
	background: #e5a00d; color: #1a1300; cursor: pointer; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
small { opacity: .75; }`;

/** Copies what the app put behind `#?` into the form: a server never sees a fragment. */
const script = `
const asked = new URLSearchParams(location.hash.replace(/^#!?\\??/, ""));
document.forms[0].code.value = asked.get("code") ?? "";
document.forms[0].forwardUrl.value = asked.get("forwardUrl") ?? "";
const product = asked.get("context[device][product]");
if (product) document.querySelector("#product").textContent = product;`;

function page(title: string, body: string): Response {
	const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width"><style>${style}</style></head><body><main>${body}</main></body></html>`;
	return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

/** The page behind `authUrl` (`{origin}/auth#?clientID=&code=`): one button that lets the app in. */
export function authPage(): Response {
	return page(
		"Sign in to the demo",
		`<h1>Sign in to the demo</h1><p><b id="product">An app</b> asks for access to the demo Plex account.</p><form method="post" action="/auth/allow"><input type="hidden" name="code"><input type="hidden" name="forwardUrl"><button>Allow</button></form><p><small>This page stands in for plex.tv. There is no password.</small></p><script>${script}</script>`,
	);
}

/** After the button: back to the app when it said where, else a word that the window can be closed. */
export function allowedPage(isApproved: boolean, forwardUrl: string): Response {
	if (!isApproved) return page("Code expired", "<h1>This code has expired</h1><p>Start again in the app.</p>");
	if (/^https?:\/\//.test(forwardUrl) && URL.canParse(forwardUrl)) {
		return new Response(null, { status: 303, headers: { location: forwardUrl } });
	}
	return page("Signed in", "<h1>Signed in</h1><p>You can close this window.</p><script>window.close()</script>");
}
