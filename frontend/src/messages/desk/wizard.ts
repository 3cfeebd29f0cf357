/** Words of setting a contest up. */
import page from './wizard/page';
import plan from './wizard/plan';
import publish from './wizard/publish';
import steps from './wizard/steps';

const vi = { ...steps.vi, ...plan.vi, ...page.vi, ...publish.vi };

const en: typeof vi = { ...steps.en, ...plan.en, ...page.en, ...publish.en };

export default { vi, en };
