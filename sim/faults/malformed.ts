/** One end whose BGP is broken. What comes of it is for the vendor of the other end to say. */
import { type MalformedKind, malformedKindNames } from '../bgp/vendors/malformed.ts';
import { isAws, sessions } from './configuration.ts';
import { type Fault, type FaultOptions, type FaultWorld, NOTHING, targetOf, wordOption } from './fault.ts';

const kindOf = (options: FaultOptions): MalformedKind | undefined => {
  const word = wordOption(options, 'kind', '');
  return malformedKindNames.find((kind) => kind === word);
};

function malform(world: FaultWorld, target: string, options: FaultOptions, kind: MalformedKind | undefined) {
  for (const session of sessions(world, targetOf(world, target), isAws(options)))
    world.bgp.malform(session, kind);
}

export const malformedMessage: Fault = {
  name: 'malformed-message',
  targets: ['vif'],
  options: [
    {
      name: 'end',
      kind: 'word',
      words: ['aws', 'customer'],
      required: true,
      doc: 'Which end sends it; the vendor of the other one says what comes of it',
    },
    {
      name: 'kind',
      kind: 'word',
      words: malformedKindNames,
      required: true,
      doc: 'What is wrong with it: see docs/vendors.md',
    },
  ],
  doc: 'One end sends malformed messages: each UPDATE with routes, or another message once a session',
  begin(world, target, options) {
    malform(world, target, options, kindOf(options));
    return NOTHING;
  },
  end: (world, target, options) => malform(world, target, options, undefined),
};
