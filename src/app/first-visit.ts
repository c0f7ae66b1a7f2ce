import { useRef } from "preact/hooks";

/** A row that comes sooner than this after the first titles may still move them: nobody has looked at them yet. */
const UNSETTLED_MS = 3000;

interface FirstVisit<T> {
	/** The newest titles, or those that were the newest when their row was full. */
	readonly newest: readonly T[];
	/** Whether a row of that name, which belongs above the newest titles, came so late that it stands below them in this visit. */
	readonly isLate: (row: string, isThere: boolean) => boolean;
}

/**
 * Keeps Home still while a server is read for the first time: the row of the newest titles does not change any more once it is full
 * (`full` titles), and rows that come late do not push it away. The next visit has everything in its place. `isReading`: a server is
 * being read for the first time.
 */
export function useFirstVisit<T>(isReading: boolean, newest: readonly T[], full: number): FirstVisit<T> {
	const visit = useRef({ isFirst: false, shownAt: 0, newest, late: new Map<string, boolean>() }).current;
	visit.isFirst ||= isReading;
	if (!visit.isFirst || visit.newest.length < full) visit.newest = newest;
	const now = performance.now();
	if (newest.length > 0) visit.shownAt ||= now;
	return {
		newest: visit.newest,
		isLate: (row, isThere) => {
			if (isThere && !visit.late.has(row)) visit.late.set(row, visit.isFirst && now > visit.shownAt + UNSETTLED_MS);
			return visit.late.get(row) === true;
		},
	};
}
