/** Templates of the certificates of a contest or a course. */
import { request } from '../client';

export type Kind = 'threshold' | 'participation' | 'prize' | 'organisation_prize' | 'course';
export type Layout = 'official' | 'festive' | 'plain' | 'course';
export type Palette = 'lotus' | 'red' | 'blue' | 'plum' | 'brown' | 'ink';

export interface Signatory {
  signing_for: string;
  title: string;
  name: string;
  signature: string | null;
}

/** Pictures are named by a digest of what is kept of them, and so is an operator's own layout. */
export interface Design {
  layout: Layout;
  orientation: 'landscape' | 'portrait';
  language: 'vi' | 'en';
  palette: Palette;
  colour: string | null;
  header: string[];
  issuer: string;
  heading: string;
  body: string[];
  place: string;
  signatories: Signatory[];
  emblem: string | null;
  seal: string | null;
  own: string | null;
}

export interface Version {
  number: number;
  created_at: string;
  design: Design;
}

/** Its versions, the newest first. */
export interface Template {
  uuid: string;
  name: string;
  versions: Version[];
}

/** `uses`: the chosen template by kind; '' for all kinds without their own. */
export interface Templates {
  templates: Template[];
  uses: Partial<Record<Kind | '', string>>;
  kinds: Kind[];
  standard: Partial<Design>;
  may_design: boolean;
}

/** A part of a design, such as "body.0", and what is wrong with it. */
export interface Fault {
  part: string;
  text: string;
}

const SLOW_MS = 60_000;

function form(file: File): FormData {
  const body = new FormData();
  body.append('picture', file);
  return body;
}

/** What is done with templates, at the addresses of whoever uses them. */
function templatesAt(root: string) {
  const at = (rest = '') => `${root}/certificate-templates/${rest}`;
  return {
    all: () => request<Templates>(at()),
    create: (name: string, design: Design) =>
      request<Template>(at(), { method: 'POST', body: { name, design } }),
    change: (uuid: string, name: string, design: Design) =>
      request<Template>(at(`${uuid}/`), { method: 'PUT', body: { name, design } }),
    putAway: (uuid: string) => request<void>(at(`${uuid}/`), { method: 'DELETE' }),
    choose: (kind: Kind | '', template: string | null) =>
      request<Templates>(at('choice/'), { method: 'PUT', body: { kind, template } }),
    keepPicture: (file: File) =>
      request<{ digest: string }>(at('pictures/'), {
        method: 'POST',
        body: form(file),
        timeout: SLOW_MS,
      }),
    preview: (design: Design, kind: Kind) =>
      request<{ pdf: string; picture: string }>(at('preview/'), {
        method: 'POST',
        body: { design, kind },
        timeout: SLOW_MS,
      }),
  };
}

export type TemplateApi = ReturnType<typeof templatesAt>;

export const templatesOfContest = (slug: string): TemplateApi =>
  templatesAt(`desk/contests/${encodeURIComponent(slug)}`);
export const templatesOfCourse = (slug: string): TemplateApi =>
  templatesAt(`authoring/courses/${encodeURIComponent(slug)}`);
