/** Questions that come faster than their answers. */
export interface LatestOnly<Question> {
	/** Asks now, or as soon as the question before is answered. A question that waited is forgotten when a newer one comes. */
	ask(question: Question): void;
	/** From now on nothing is shown any more. */
	stop(): void;
}

/** What becomes of answers. */
export interface Answering<Question, Answer> {
	answer(question: Question): Promise<Answer>;
	show(answer: Answer, question: Question): void;
	fail(error: unknown, question: Question): void;
}

/**
 * Asks one question at a time, so that answers come in the order of the questions and none overtakes a newer one, and an answerer
 * that is slower than somebody types is asked for the last of it instead of for every letter.
 *
 * | a question comes | it |
 * |---|---|
 * | while none is open | is asked at once |
 * | while one is open | waits; the one that waited before it is forgotten |
 */
export function latestOnly<Question, Answer>(answering: Answering<Question, Answer>): LatestOnly<Question> {
	let isOpen = false;
	let isStopped = false;
	let waiting: { readonly question: Question } | null = null;

	const run = async (first: Question) => {
		isOpen = true;
		for (let next: { readonly question: Question } | null = { question: first }; next; ) {
			const { question } = next;
			waiting = null;
			try {
				const answer = await answering.answer(question);
				if (!isStopped) answering.show(answer, question);
			} catch (error) {
				if (!isStopped) answering.fail(error, question);
			}
			next = isStopped ? null : waiting;
		}
		isOpen = false;
	};

	return {
		ask(question) {
			if (isStopped) return;
			if (isOpen) waiting = { question };
			else run(question);
		},
		stop() {
			isStopped = true;
			waiting = null;
		},
	};
}
