/** How a course's status looks. */
import type { WrittenCourse } from '$/api/authoring';

export const toneOf = (status: WrittenCourse['status']): 'quiet' | 'good' | 'warn' =>
  status === 'published' ? 'good' : status === 'needs_review' ? 'warn' : 'quiet';
