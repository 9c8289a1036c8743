/** Every profile, and what the engine reads of them: the values without their sources. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { Sourced } from '../../timing.ts';
import { vendors } from '../../topology/spec.ts';
import { aristaEos } from './arista-eos.ts';
import { aws } from './aws.ts';
import { bird } from './bird.ts';
import { ciscoIosXe } from './cisco-ios-xe.ts';
import { exabgp } from './exabgp.ts';
import { frr } from './frr.ts';
import { generic } from './generic.ts';
import { gobgp } from './gobgp.ts';
import { juniperJunos } from './juniper-junos.ts';
import { openbgpd } from './openbgpd.ts';
import type { ProfileName, Span, VendorProfile } from './profile.ts';

export const profiles: Readonly<Record<ProfileName, VendorProfile>> = {
  generic,
  aws,
  frr,
  bird,
  gobgp,
  openbgpd,
  exabgp,
  'cisco-ios-xe': ciscoIosXe,
  'juniper-junos': juniperJunos,
  'arista-eos': aristaEos,
};

/** In the order in which columns count them. */
export const profileNames: readonly ProfileName[] = ['aws', ...vendors];

/** A group of a profile without sources. */
export type Values<Group> = {
  readonly [Member in keyof Group]: Group[Member] extends Sourced<infer Value> ? Value : never;
};

/** A profile without sources. */
export type VendorRules = {
  readonly [Group in Exclude<keyof VendorProfile, 'name' | 'title'>]: Values<VendorProfile[Group]>;
};

function valuesOf<Group extends { readonly [Member in keyof Group]: Sourced<unknown> }>(
  group: Group,
): Values<Group> {
  const entries = Object.entries<Sourced<unknown>>(group).map(([member, { value }]) => [member, value]);
  return Object.fromEntries(entries) as Values<Group>; // one value a member
}

const rulesFrom = (profile: VendorProfile): VendorRules => ({
  timers: valuesOf(profile.timers),
  connect: valuesOf(profile.connect),
  idleHold: valuesOf(profile.idleHold),
  interface: valuesOf(profile.interface),
  updates: valuesOf(profile.updates),
  gracefulRestart: valuesOf(profile.gracefulRestart),
  resets: valuesOf(profile.resets),
  policy: valuesOf(profile.policy),
  decision: valuesOf(profile.decision),
  malformed: valuesOf(profile.malformed),
});

const rules = new Map<ProfileName, VendorRules>();

/** What one implementation does. */
export function rulesOf(name: ProfileName): VendorRules {
  const known = rules.get(name);
  if (known !== undefined) return known;
  const made = rulesFrom(profiles[name]);
  rules.set(name, made);
  return made;
}

/** µs of a span; one by name notes that the run leaned on it. */
export const spanMicros = (kernel: Pick<Kernel, 'duration'>, span: Span): number =>
  typeof span === 'number' ? span : kernel.duration(span);
