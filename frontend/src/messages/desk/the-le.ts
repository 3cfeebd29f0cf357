/** Words of the rulebook's section. */
import choices from './the-le/choices';
import fields from './the-le/fields';
import form from './the-le/form';
import simulator from './the-le/simulator';
import versions from './the-le/versions';

const vi = { ...form.vi, ...versions.vi, ...simulator.vi, ...fields.vi, ...choices.vi };

const en: typeof vi = { ...form.en, ...versions.en, ...simulator.en, ...fields.en, ...choices.en };

export default { vi, en };
