/** What a page of ours may load and do. Sources that a person names are unknown beforehand, hence the scheme sources. DESIGN.md §8. */
const CONTENT_SECURITY_POLICY: Record<string, string> = {
	"default-src": "'none'",
	"script-src": "'self'",
	// media-chrome styles itself inline (contract/platform.md §4.10).
	"style-src": "'self' 'unsafe-inline'",
	"img-src": "'self' https: http: data: blob:",
	"media-src": "'self' https: http: data: blob:",
	"connect-src": "'self' https: http: ws: wss:",
	"font-src": "'self'",
	"manifest-src": "'self'",
	"worker-src": "'self' blob:",
	"base-uri": "'none'",
	"form-action": "'none'",
	"frame-ancestors": "'none'",
	"object-src": "'none'",
	"require-trusted-types-for": "'script'",
	// The two policies of src/app/trusted-types.ts.
	"trusted-types": "default stowaway",
};

const DENIED_FEATURES = [
	"accelerometer",
	"camera",
	"geolocation",
	"gyroscope",
	"magnetometer",
	"microphone",
	"payment",
	"usb",
];

/**
 * The headers that the built app wants on every answer, sw.js included (a worker obeys the policy of its own answer).
 * The README tells hosts to send the same. Pure.
 */
export function securityHeaders(): Record<string, string> {
	return {
		"content-security-policy": Object.entries(CONTENT_SECURITY_POLICY)
			.map(([directive, sources]) => `${directive} ${sources}`)
			.join("; "),
		"referrer-policy": "no-referrer",
		"x-content-type-options": "nosniff",
		"permissions-policy": DENIED_FEATURES.map((feature) => `${feature}=()`).join(", "),
		// Plex signs in in a tab that we open.
		"cross-origin-opener-policy": "same-origin-allow-popups",
	};
}
