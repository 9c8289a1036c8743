/** Faults of fibre, light, ports, LACP and whole devices. */
import type { Direction } from '../link/contract.ts';
import {
  type Fault,
  type FaultOption,
  type FaultOptions,
  type FaultWorld,
  NOTHING,
  numberOption,
  targetOf,
  wordOption,
} from './fault.ts';

const direction: FaultOption = {
  name: 'direction',
  kind: 'word',
  words: ['both', 'to-aws', 'to-customer'],
  doc: 'Default: both',
};
const directions: Readonly<Record<string, Direction | 'both'>> = {
  both: 'both',
  'to-aws': 'toAws',
  'to-customer': 'toCustomer',
};
const directionOf = (options: FaultOptions) => directions[wordOption(options, 'direction', 'both')] ?? 'both';

const segment: FaultOption = {
  name: 'segment',
  kind: 'word',
  words: ['customer', 'carrier', 'aws'],
  doc: "Behind a carrier: which part is cut. Default: the carrier's interior, so both ends keep their light",
};

type Segment = 'customer' | 'carrier' | 'aws';
const isSegment = (word: string): word is Segment => ['customer', 'carrier', 'aws'].includes(word);

function cut(world: FaultWorld, target: string, options: FaultOptions, step: 1 | -1): void {
  const word = wordOption(options, 'segment', '');
  world.link.cut(targetOf(world, target), directionOf(options), step, isSegment(word) ? word : undefined);
}

export const fibreCut: Fault = {
  name: 'fibre-cut',
  targets: ['connection', 'carrier'],
  options: [direction, segment],
  doc: 'Nothing passes, in one or both directions; a direct fibre goes dark at both ends',
  begin(world, target, options) {
    cut(world, target, options, 1);
    return NOTHING;
  },
  end: (world, target, options) => cut(world, target, options, -1),
};

function addLoss(world: FaultWorld, target: string, options: FaultOptions, sign: 1 | -1): void {
  const entity = targetOf(world, target);
  const lossPpm = sign * numberOption(options, 'loss', 0);
  if (world.topology.kind(entity) !== 'routerLink') world.link.addLoss(entity, directionOf(options), lossPpm);
  else if (directionOf(options) === 'both') world.addRouterLinkLoss(entity, lossPpm);
  else throw new RangeError(`silent-loss: ${target} joins two routers of yours: its loss is both ways`);
}

export const silentLoss: Fault = {
  name: 'silent-loss',
  targets: ['connection', 'carrier', 'link'],
  options: [{ name: 'loss', kind: 'percent', required: true, doc: 'Share of the frames' }, direction],
  doc: 'Frames vanish at random while the light stays on',
  begin(world, target, options) {
    addLoss(world, target, options, 1);
    return NOTHING;
  },
  end: (world, target, options) => addLoss(world, target, options, -1),
};

export const lightDecay: Fault = {
  name: 'light-decay',
  targets: ['connection'],
  options: [
    {
      name: 'power',
      kind: 'int',
      required: true,
      min: -40,
      max: 5,
      doc: 'Received power at the end of the decay, dBm',
    },
    { name: 'over', kind: 'duration', required: true, doc: 'How long the decay takes' },
    direction,
  ],
  doc: 'Received light fades; below −14.4 dBm the link goes down',
  begin(world, target, options) {
    const to = {
      milliDbm: numberOption(options, 'power', 0) * 1000,
      overMicros: numberOption(options, 'over', 0),
    };
    world.link.decay(targetOf(world, target), directionOf(options), to);
    return NOTHING;
  },
  end: (world, target, options) => world.link.decay(targetOf(world, target), directionOf(options), undefined),
};

export const lacpMemberLoss: Fault = {
  name: 'lacp-member-loss',
  targets: ['connection'],
  options: [],
  doc: "A LAG member's LACPDUs are lost; its light stays on",
  begin(world, target) {
    world.link.blockLacp(targetOf(world, target), 1);
    return NOTHING;
  },
  end: (world, target) => world.link.blockLacp(targetOf(world, target), -1),
};

export const deviceDown: Fault = {
  name: 'device-down',
  targets: ['device', 'router', 'carrier'],
  options: [],
  doc: 'All that is on it goes with it',
  begin(world, target) {
    world.link.fail(targetOf(world, target), 1);
    return NOTHING;
  },
  end: (world, target) => world.link.fail(targetOf(world, target), -1),
};

export const vpnDown: Fault = {
  name: 'vpn-down',
  targets: ['vpn'],
  options: [],
  doc: 'Both tunnels of a VPN stop passing packets',
  begin(world, target) {
    world.bgp.failVpn(targetOf(world, target), 1);
    return NOTHING;
  },
  end: (world, target) => world.bgp.failVpn(targetOf(world, target), -1),
};

export const routerLinkDown: Fault = {
  name: 'router-link-down',
  targets: ['link'],
  options: [],
  doc: "A cable between two of the customer's routers",
  begin(world, target) {
    world.failRouterLink(targetOf(world, target), 1);
    return NOTHING;
  },
  end: (world, target) => world.failRouterLink(targetOf(world, target), -1),
};
