/** Templates of a contest's certificates. */
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

/** Pictures are named by a digest of what is kept of them. */
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
}

/** A part of a design, such as "body.0", and what is wrong with it. */
export interface Fault {
  part: string;
  text: string;
}

const SLOW_MS = 60_000;
const at = (slug: string, rest = '') =>
  `desk/contests/${encodeURIComponent(slug)}/certificate-templates/${rest}`;

function form(file: File): FormData {
  const body = new FormData();
  body.append('picture', file);
  return body;
}

export const templates = {
  all: (slug: string) => request<Templates>(at(slug)),
  create: (slug: string, name: string, design: Design) =>
    request<Template>(at(slug), { method: 'POST', body: { name, design } }),
  change: (slug: string, uuid: string, name: string, design: Design) =>
    request<Template>(at(slug, `${uuid}/`), { method: 'PUT', body: { name, design } }),
  putAway: (slug: string, uuid: string) =>
    request<void>(at(slug, `${uuid}/`), { method: 'DELETE' }),
  choose: (slug: string, kind: Kind | '', template: string | null) =>
    request<Templates>(at(slug, 'choice/'), { method: 'PUT', body: { kind, template } }),
  keepPicture: (slug: string, file: File) =>
    request<{ digest: string }>(at(slug, 'pictures/'), {
      method: 'POST',
      body: form(file),
      timeout: SLOW_MS,
    }),
  preview: (slug: string, design: Design, kind: Kind) =>
    request<{ pdf: string; picture: string }>(at(slug, 'preview/'), {
      method: 'POST',
      body: { design, kind },
      timeout: SLOW_MS,
    }),
};
