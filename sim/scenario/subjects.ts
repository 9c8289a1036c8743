/**
 * What a condition can be about, as one list: the schema, the manual and the evaluator are made from it. A condition
 * names its subject (`vif: v102`) and what must be so of it (`bgp: Established`).
 */
import { refusals } from '../bgp/contract.ts';
import { stepWords } from '../bgp/rib/decision.ts';
import { HOME_REGION } from '../forwarding/public-network.ts';
import { originWords } from '../forwarding/table-routes.ts';

/** Where the name of a subject, or of a check's value, is looked up. */
export type NameKind =
  | 'accounts'
  | 'devices'
  | 'carriers'
  | 'routers'
  | 'links'
  | 'connections'
  | 'lags'
  | 'vifs'
  | 'gateways'
  | 'vpcs'
  | 'vpns'
  | 'flows'
  | 'steps'
  | 'interfaces'
  | 'neighbors'
  /** Of AWS's public network, by names like `aws eu-west-2`. */
  | 'regions';

/** The shape of a check's value; ranges are `{atLeast, atMost}` or one value, which is both. */
export type CheckValue =
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'range'; readonly of: 'count' | 'duration' | 'percent' }
  | { readonly kind: 'count' }
  | { readonly kind: 'boolean' }
  /** Part of a longer text. */
  | { readonly kind: 'substring' }
  | { readonly kind: 'prefix' }
  /** A map from names of these kinds to steps of the decision. */
  | { readonly kind: 'losers'; readonly of: readonly NameKind[]; readonly steps: readonly string[] }
  /** A name of one of these kinds, or one of the words. */
  | { readonly kind: 'name'; readonly of: readonly NameKind[]; readonly words: readonly string[] };

export interface ConditionCheck {
  readonly name: string;
  readonly value: CheckValue;
  readonly doc: string;
}

export interface ConditionSubject {
  readonly name: string;
  readonly of: readonly NameKind[];
  readonly doc: string;
  readonly checks: readonly ConditionCheck[];
}

const word = (...words: string[]): CheckValue => ({ kind: 'word', words });
const range = (of: 'count' | 'duration' | 'percent'): CheckValue => ({ kind: 'range', of });
const named = (of: readonly NameKind[], ...words: string[]): CheckValue => ({ kind: 'name', of, words });
const part: CheckValue = { kind: 'substring' };

/** RFC 4271 §8.2.2 */
const fsm = word('Idle', 'Connect', 'Active', 'OpenSent', 'OpenConfirm', 'Established');
/** RFC 5880 §4.1; `off` is no session at all. */
const bfd = word('up', 'init', 'down', 'adminDown', 'off');
const upDown = word('up', 'down');

/** What a route leads through: on a router that heard it from another, that one. */
const leads = ['vifs', 'connections', 'lags', 'gateways', 'vpns', 'routers'] as const;
/** A route of equal prefix from somewhere that goes first. */
const precedences = Object.values(originWords).map((origin) => `${origin} first`);
/** Everything on which a route can lose, in a router's table or a gateway's. */
const lostSteps = [...Object.values(stepWords), HOME_REGION, ...precedences, ...refusals];

const check = (name: string, value: CheckValue, doc: string): ConditionCheck => ({ name, value, doc });

/** The first subject whose key is in a condition is its subject: `{vif: …, connection: …}` is about the VIF. */
export const conditionSubjects: readonly ConditionSubject[] = [
  {
    name: 'vif',
    of: ['vifs'],
    doc: 'A virtual interface',
    checks: [
      check(
        'state',
        word(
          ...['confirming', 'verifying', 'pending', 'available', 'down', 'testing'],
          ...['deleting', 'deleted', 'rejected', 'unknown'],
        ),
        'What the API reports',
      ),
      check('bgp', fsm, "State of AWS's end of the session; of every peer, unless `family` picks one"),
      check('customerBgp', fsm, "State of your router's end"),
      check('bfd', bfd, 'State of the BFD session; `off` where none is configured'),
      check('connection', named(['connections', 'lags']), 'The connection or LAG it rides'),
      check('vlan', { kind: 'count' }, 'VLAN'),
      check('mtu', { kind: 'count' }, 'MTU, as the API reports it'),
      check(
        'family',
        word('ipv4', 'ipv6'),
        'Narrows `bgp`, `customerBgp`, `bfd` and `prefixes` to one family',
      ),
      check('prefixes', range('count'), 'Prefixes that AWS has accepted from you'),
      check('peers', range('count'), 'Peers listed by the API'),
    ],
  },
  {
    name: 'connection',
    of: ['connections'],
    doc: 'A connection',
    checks: [
      check(
        'state',
        word(
          ...['ordering', 'requested', 'pending', 'available', 'down'],
          ...['deleting', 'deleted', 'rejected', 'unknown'],
        ),
        'What the API reports',
      ),
      check('light', word('lit', 'dark'), 'Whether AWS receives light'),
      check('lag', named(['lags'], 'none'), 'The LAG it is a member of, or `none`'),
      check('vifs', range('count'), 'Virtual interfaces that ride it (deleted ones do not count)'),
      check('lacp', word('up', 'down', 'off'), 'Whether it carries frames of its LAG; `off` outside a LAG'),
    ],
  },
  {
    name: 'lag',
    of: ['lags'],
    doc: 'A LAG',
    checks: [
      check(
        'state',
        word('requested', 'pending', 'available', 'down', 'deleting', 'deleted', 'unknown'),
        'What the API reports',
      ),
      check('links', range('count'), 'Members that carry frames'),
      check('vifs', range('count'), 'Virtual interfaces that ride it (deleted ones do not count)'),
    ],
  },
  {
    name: 'flow',
    of: ['flows'],
    doc: 'A flow of `traffic`, both directions together',
    checks: [
      check('state', upDown, '`down` while at least one direction delivers nothing'),
      check('downtime', range('duration'), 'Time spent `down`, from the start until now'),
      check('blackholed', range('duration'), 'Of it, time in which the sender still had a route'),
      check(
        'via',
        named(['vifs', 'connections', 'lags', 'routers', 'gateways', 'vpns', 'devices', 'carriers']),
        'Both directions pass this',
      ),
      check('loss', range('percent'), 'Share of the packets that is lost now, in the worse direction'),
      check('pathMtu', range('count'), 'Largest packet that passes now, in both directions, bytes'),
      check('waitingFor', part, 'Part of what the flow waits for'),
      check(
        'asymmetric',
        { kind: 'boolean' },
        'Whether the two directions take different virtual interfaces; meets nothing while the flow is `down`',
      ),
    ],
  },
  {
    name: 'interface',
    of: ['interfaces'],
    doc: "A router's interface, like `lon-r1 po1.102`",
    checks: [
      check('state', upDown, 'Whether it forwards'),
      check('members', range('count'), 'Ports that carry frames of a port-channel'),
    ],
  },
  {
    name: 'call',
    of: ['steps'],
    doc: 'The answer to an api step, by the id of the step; false until it has run',
    checks: [
      check('ok', { kind: 'boolean' }, 'Whether it succeeded'),
      check('error', part, "Part of the error's name"),
      check('message', part, "Part of the error's message"),
    ],
  },
  {
    name: 'attachment',
    of: ['vifs'],
    doc: 'The attachment of a virtual interface to its gateway',
    checks: [check('state', word('attaching', 'attached', 'detaching', 'detached'), 'What the API reports')],
  },
  {
    name: 'failoverTest',
    of: ['vifs'],
    doc: 'The newest failover test of a virtual interface',
    checks: [check('status', part, "Part of the API's status: In progress, Completed, Cancelled, Failed")],
  },
  {
    name: 'neighbor',
    of: ['neighbors'],
    doc: "A router's neighbour, by address, router or VPN, like `lon-r1 169.254.1.1`",
    checks: [
      check('bgp', fsm, "State of the router's end"),
      check('bfd', bfd, 'State of the BFD session; `off` where none is configured'),
      check('lastError', part, 'Part of what ended the session last'),
    ],
  },
  {
    name: 'route',
    of: ['vpcs', 'gateways', 'routers', 'regions'],
    doc: 'A route in the table of a VPC, gateway, router or public Region, like `aws eu-west-2`',
    checks: [
      check('prefix', { kind: 'prefix' }, 'Required: the route that must be there'),
      check('via', named(leads), 'What a route in use leads through'),
      check(
        'lost',
        { kind: 'losers', of: leads, steps: lostSteps },
        'Routes that are there and lost, by what they lead through: `{v102: AS_PATH}`',
      ),
    ],
  },
];
