/** The registration form: what was typed, what is wrong with it, and sending it. */
import { ApiError, api } from '$/api/client';
import type { ConsentText, OrganisationRef, Purpose, Registration } from '$/api/types';
import { ageOn, birthDate } from '$/lib/birth-date';
import { session } from '$/lib/session.svelte';
import { troubleText } from '$/lib/trouble';
import { takeOverAssessment } from '$/lib/visitor';

const ADULT = 16;
const FIELDS = [
  'full_name',
  'birth_date',
  'organisation',
  'guardian_name',
  'guardian_phone',
  'identifier',
  'password',
  'consents',
] as const;
export type FieldName = (typeof FIELDS)[number];

const labelOf = (field: FieldName): string => {
  const t = session.t.register;
  return {
    full_name: t.fullName,
    birth_date: t.birth,
    organisation: t.organisation,
    guardian_name: t.guardianName,
    guardian_phone: t.guardianPhone,
    identifier: t.identifier,
    password: t.password,
    consents: t.consents,
  }[field];
};

/** Errors of nested fields come as nested objects; texts are all that matter here. */
const texts = (errors: unknown): string[] =>
  typeof errors === 'string'
    ? [errors]
    : errors && typeof errors === 'object'
      ? Object.values(errors).flatMap(texts)
      : [];

export class RegistrationForm {
  fullName = $state('');
  day = $state('');
  month = $state('');
  year = $state('');
  organisation = $state.raw<OrganisationRef | null>(null);
  guardianName = $state('');
  guardianPhone = $state('');
  identifier = $state('');
  password = $state('');
  given = $state<Record<Purpose, boolean>>({
    taking_part: false,
    publish_name: false,
    photos: false,
    messages: false,
  });
  consentTexts = $state.raw<ConsentText[] | null>(null);
  errors = $state.raw<Partial<Record<FieldName, string[]>>>({});
  general = $state('');
  busy = $state(false);
  tries = $state(0);

  get birth(): string | null {
    return birthDate(this.day, this.month, this.year, new Date());
  }
  get isChild(): boolean {
    return this.birth !== null && ageOn(this.birth, new Date()) < ADULT;
  }
  get problems() {
    return FIELDS.filter((field) => this.errors[field]?.length).map((field) => ({
      field,
      label: labelOf(field),
      text: (this.errors[field] ?? []).join(' '),
    }));
  }
  of = (field: FieldName): string[] => this.errors[field] ?? [];

  /** A field being corrected stops complaining; what is still wrong is said at the next try. */
  touch(id: string): void {
    const field = id.startsWith('birth') ? 'birth_date' : (id as FieldName);
    if (this.errors[field]?.length) this.errors = { ...this.errors, [field]: [] };
  }

  async loadTexts(): Promise<void> {
    this.consentTexts = await api.consentTexts().catch(() => null);
  }

  /** True when the person is registered and signed in. */
  async send(): Promise<boolean> {
    if (this.busy) return false;
    this.general = '';
    this.errors = this.missing();
    if (this.problems.length) return this.stay();
    this.busy = true;
    try {
      const { uuid } = await api.register(this.body());
      await takeOverAssessment(uuid ?? '');
      return true;
    } catch (error) {
      this.refused(error);
      this.busy = false;
      return this.stay();
    }
  }

  private stay(): false {
    this.tries += 1;
    return false;
  }

  private missing(): Partial<Record<FieldName, string[]>> {
    const t = session.t;
    const empty = (text: string) => (text.trim() ? [] : [t.form.required]);
    return {
      full_name: empty(this.fullName),
      birth_date: this.birth ? [] : [t.register.birthWrong],
      organisation: this.organisation ? [] : [t.register.organisationMiss],
      guardian_name: this.isChild ? empty(this.guardianName) : [],
      guardian_phone: this.isChild ? empty(this.guardianPhone) : [],
      identifier: empty(this.identifier),
      password: empty(this.password),
      consents: this.given.taking_part ? [] : [t.register.takingPartMissing],
    };
  }

  private body(): Registration {
    return {
      identifier: this.identifier.trim(),
      password: this.password,
      full_name: this.fullName.normalize('NFC').trim(),
      birth_date: this.birth ?? '',
      organisation: this.organisation?.uuid ?? '',
      consents: { ...this.given },
      ...(this.isChild
        ? { guardian: { full_name: this.guardianName.trim(), phone: this.guardianPhone.trim() } }
        : {}),
    };
  }

  private refused(error: unknown): void {
    const fields: Record<string, unknown> = error instanceof ApiError ? error.fields : {};
    const guardian = fields.guardian as Record<string, unknown> | undefined;
    this.errors = {
      ...Object.fromEntries(FIELDS.map((field) => [field, texts(fields[field])])),
      ...(guardian && !Array.isArray(guardian) && typeof guardian === 'object'
        ? {
            guardian_name: texts(guardian.full_name),
            guardian_phone: texts(guardian.phone),
          }
        : { guardian_name: texts(guardian) }),
    };
    if (!this.problems.length) this.general = troubleText(error, session.t);
  }
}
