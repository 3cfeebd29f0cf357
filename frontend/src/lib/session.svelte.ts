/** What the shell brought along, who is signed in, language and theme. */
import { useCsrf } from '$/api/client';
import type { Bootstrap, Language, SessionMe } from '$/api/types';
import type { Messages } from '$/messages/types';
import vi from '$/messages/vi';

export type Theme = 'auto' | 'light' | 'dark';

function readBootstrap(): Bootstrap {
  const text = document.getElementById('bootstrap')?.textContent ?? '';
  try {
    return { language: 'vi', csrf_token: '', me: null, ...JSON.parse(text) };
  } catch {
    return { language: 'vi', csrf_token: '', me: null };
  }
}

export const bootstrap: Bootstrap = readBootstrap();
useCsrf(bootstrap.csrf_token);

const YEAR_S = 31_536_000;
const cookie = (name: string) =>
  document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1] ?? '';
const setCookie = (name: string, value: string) =>
  (document.cookie = `${name}=${value};path=/;max-age=${YEAR_S};SameSite=Lax`);

class Session {
  me = $state.raw<SessionMe | null>(bootstrap.me?.signed_in === false ? null : bootstrap.me);
  language = $state<Language>('vi');
  /** All words; those beyond a paper's first item are there once a screen has taught them. */
  t = $state.raw(vi as Messages);
  theme = $state<Theme>('auto');
  private vietnamese = vi as Messages;

  /** Words first: nothing is shown before its language is there. */
  async begin(): Promise<void> {
    this.applyTheme((cookie('theme') || 'auto') as Theme);
    await this.speak(bootstrap.language).catch(() => undefined);
  }

  async speak(language: Language, remember = false): Promise<void> {
    this.t = language === 'en' ? (await import('$/messages/en')).default : this.vietnamese;
    this.language = language;
    document.documentElement.lang = language;
    if (remember) setCookie('django_language', language);
  }

  learn(more: Partial<Messages>): void {
    this.vietnamese = { ...this.vietnamese, ...more };
    if (this.language === 'vi') this.t = this.vietnamese;
  }

  choose(theme: Theme): void {
    setCookie('theme', theme);
    this.applyTheme(theme);
  }

  private applyTheme(theme: Theme): void {
    this.theme = theme;
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}

export const session = new Session();
