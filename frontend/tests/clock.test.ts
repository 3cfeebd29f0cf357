import { expect, test } from 'vitest';

import { TimeLeft } from '$/lib/clock';

function clockAt(wall = 1_000_000) {
  const now = { steady: 5_000, wall };
  const clock = new TimeLeft({ steady: () => now.steady, wall: () => now.wall });
  const pass = (ms: number) => {
    now.steady += ms;
    now.wall += ms;
  };
  return { clock, now, pass };
}

test('time runs down by the steady clock', () => {
  const { clock, pass } = clockAt();
  clock.hear(60_000);
  pass(45_000);
  expect(clock.ms).toBe(15_000);
  pass(20_000);
  expect(clock.ms).toBe(0);
});

test('a changed wall clock changes nothing', () => {
  const { clock, now, pass } = clockAt();
  clock.hear(60_000);
  now.wall += 3_600_000;
  pass(1_000);
  expect(clock.ms).toBe(59_000);
});

test('half of the round trip is taken off what the server said', () => {
  const { clock } = clockAt();
  clock.hear(60_000, 2_000);
  expect(clock.ms).toBe(59_000);
});

test('slow replies do not lengthen the time, an extension does', () => {
  const { clock, pass } = clockAt();
  clock.hear(60_000);
  pass(10_000);
  clock.hear(50_900, 1_000);
  expect(clock.ms).toBe(50_000);
  clock.hear(350_000);
  expect(clock.ms).toBe(350_000);
});

test('after sleep the wall clock stands in for a steady clock that stood still', () => {
  const { clock, now } = clockAt();
  clock.hear(600_000);
  now.wall += 300_000;
  now.steady += 1_000;
  clock.wake();
  expect(clock.ms).toBe(300_000);
});

test('a paper kept on the device goes on where it was, even past its end', () => {
  const { clock, now } = clockAt();
  clock.recall(60_000, now.wall - 20_000);
  expect(clock.ms).toBe(40_000);
  clock.recall(60_000, now.wall - 90_000);
  expect(clock.ms).toBe(0);
});

test('a wall clock set back never adds time to a kept paper', () => {
  const { clock, now } = clockAt();
  clock.recall(60_000, now.wall + 90_000);
  expect(clock.ms).toBe(60_000);
});

test('a held clock stands still and runs on with what was left', () => {
  const { clock, pass } = clockAt();
  clock.hear(60_000);
  pass(10_000);
  clock.hold(true);
  pass(600_000);
  expect(clock.ms).toBe(50_000);
  clock.wake();
  clock.hold(true);
  expect(clock.ms).toBe(50_000);
  clock.hold(false);
  pass(5_000);
  expect(clock.ms).toBe(45_000);
});
