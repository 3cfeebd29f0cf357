/** All of a paper that its first item can be shown without; fetched right after it. */
import { session } from '$/lib/session.svelte';
import rest from '$/messages/vi-rest';

export { default as Overview } from './Overview.svelte';
export { default as PaperNews } from './PaperNews.svelte';
export { default as PredictionCard } from './PredictionCard.svelte';
export { default as QuestionMap } from './QuestionMap.svelte';

session.learn(rest);
