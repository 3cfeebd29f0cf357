/** What each kind of next step says, and where it leads. */
import { api } from '$/api/client';
import type { HomeStep } from '$/api/home';
import { momentText } from '$/lib/format';
import { session } from '$/lib/session.svelte';
import { homeWords } from '$/messages/home';

export interface ShownStep {
  title: string;
  about: string[];
  href: string;
  verb: string;
  /** A file or a place on this page: not for the router. */
  outside?: boolean;
}

export function shownStep(step: HomeStep): ShownStep {
  const t = homeWords();
  const when = step.at ? momentText(step.at, session.language) : '';
  const paper = `/cuoc-thi/${step.slug}/lam-bai/`;
  const course = `/khoa-hoc/${step.slug}/`;
  switch (step.kind) {
    case 'paper':
      return {
        title: t.paper,
        about: [`${step.detail}. ${step.title}`],
        href: paper,
        verb: t.paperDo,
      };
    case 'round': {
      const left = step.count === null ? [] : [t.left(step.count)];
      const about = [step.detail, ...(when ? [t.closes(when)] : []), ...left];
      return { title: t.round(step.title), about, href: paper, verb: t.roundDo };
    }
    case 'session': {
      const about = [t.starts(when), ...(step.detail ? [step.detail] : [])];
      return {
        title: t.session(step.title),
        about,
        href: `${course}hoc/`,
        verb: t.sessionDo,
      };
    }
    case 'lesson': {
      const title = step.count === null ? t.lessonFirst(step.title) : t.lesson(step.title);
      const far = step.count ? `, ${t.percent(step.count)}` : '';
      const about = [`${step.detail}${far}`, ...(when ? [t.due(when)] : [])];
      return { title, about, href: `${course}bai/${step.key}/`, verb: t.lessonDo };
    }
    case 'final_quiz': {
      const about = [step.title, ...(when ? [t.due(when)] : [])];
      return { title: t.finalQuiz, about, href: `${course}kiem-tra/`, verb: t.finalQuizDo };
    }
    case 'review':
      return {
        title: t.review(step.count ?? 0),
        about: [t.reviewWhy],
        href: '/luyen-tap/?on-lai=1',
        verb: t.reviewDo,
      };
    case 'certificate':
      return {
        title: t.certificate,
        about: [step.title],
        href: api.certificateFile(step.key),
        verb: t.certificateDo,
        outside: true,
      };
    case 'message':
      return {
        title: t.message(step.count ?? 0),
        about: [],
        href: '/tin-nhan/',
        verb: t.messageDo,
      };
    case 'work':
      return {
        title: t.work,
        about: [`${step.detail}. ${step.title}`],
        href: `${course}bai/${step.key}/`,
        verb: t.workDo,
      };
    case 'prize':
      return {
        title: t.prize(step.title),
        about: [step.detail],
        href: '#prizes',
        verb: t.prizeDo,
        outside: true,
      };
    case 'notice':
      return {
        title: t.notice(step.count ?? 0),
        about: [],
        href: '#notices',
        verb: t.noticeDo,
        outside: true,
      };
    default:
      return {
        title: t.assessment,
        about: [t.assessmentWhy],
        href: '/tu-danh-gia/',
        verb: t.assessmentDo,
      };
  }
}
