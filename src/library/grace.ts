/** How long a title that is gone from its server is kept, hidden: a disk or a right may come back. DESIGN.md §3. */
export const GRACE_MS = 30 * 24 * 3_600_000;
