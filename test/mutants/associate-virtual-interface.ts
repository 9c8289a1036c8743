/**
 * Deliberate bugs in the rules of AssociateVirtualInterface. Each replaces one piece of source; the tests of the
 * operation must fail on every one of them (`npm run test:mutants`).
 */
import { moveRules, requestRules } from '../../sim/directconnect/rules/associate-virtual-interface.ts';

export interface Mutant {
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

const RULES = 'sim/directconnect/rules/associate-virtual-interface.ts';
const PORT_RULES = 'sim/directconnect/rules/port-rules.ts';
const LOOKUP = 'sim/directconnect/lookup.ts';
const QUERIES = 'sim/resources/queries.ts';
const QUOTAS = 'sim/directconnect/quotas.ts';

const JUDGE_MOVE = 'return firstRefusal(moveRules, move) ?? move;';
const JUDGE_REQUEST = 'const refused = firstRefusal(requestRules, asked);';

const leftOut = (list: 'moveRules' | 'requestRules', name: string): Mutant => {
  const find = list === 'moveRules' ? JUDGE_MOVE : JUDGE_REQUEST;
  const without = `${list}.filter((rule) => rule.name !== '${name}')`;
  return { name: `left out: ${name}`, file: RULES, find, replace: find.replace(list, without) };
};

/** The check `first` is made before all others. */
const moved = (name: string): Mutant => ({
  name: `checked first: ${name}`,
  file: RULES,
  find: JUDGE_MOVE,
  replace: JUDGE_MOVE.replace(
    'moveRules',
    `[...moveRules].sort((a, b) => Number(b.name === '${name}') - Number(a.name === '${name}'))`,
  ),
});

const written: readonly Mutant[] = [
  {
    name: 'AND for OR: owner of the virtual interface and of its connection',
    file: RULES,
    find: 'ownerOf(world.topology, vif) === caller.account || ownerOf',
    replace: 'ownerOf(world.topology, vif) === caller.account && ownerOf',
  },
  {
    name: 'the owner of the virtual interface is not enough',
    file: RULES,
    find: 'ownerOf(world.topology, vif) === caller.account || ownerOf',
    replace: 'ownerOf',
  },
  {
    name: 'the owner of the connection is not enough',
    file: RULES,
    find: ' || ownerOf(world.topology, from) === caller.account',
    replace: '',
  },
  {
    name: 'ownership of the present connection instead of the target',
    file: RULES,
    find: 'ownerOf(world.topology, to) === caller.account',
    replace: 'ownerOf(world.topology, from) === caller.account',
  },
  {
    name: 'the owner of the virtual interface passes as owner of the target',
    file: RULES,
    find: 'ownerOf(world.topology, to) === caller.account',
    replace: '[ownerOf(world.topology, to), ownerOf(world.topology, vif)].includes(caller.account)',
  },
  {
    name: 'OR for AND: no hosted connection to anything, nothing to a LAG',
    file: RULES,
    find: 'isHosted(world, from) && isLag(world, to)',
    replace: 'isHosted(world, from) || isLag(world, to)',
  },
  {
    name: 'hosted rule inverted: only a dedicated connection keeps its interfaces from LAGs',
    file: RULES,
    find: 'isHosted(world, from) && isLag(world, to)',
    replace: '!isHosted(world, from) && isLag(world, to)',
  },
  {
    name: 'an allocated virtual interface counts as hosted',
    file: RULES,
    find: 'isHosted(world, from) && isLag(world, to)',
    replace:
      '(isHosted(world, from) || ownerOf(world.topology, vif) !== ownerOf(world.topology, from)) && isLag(world, to)',
  },
  {
    name: 'hosted to hosted: the target may be',
    file: RULES,
    find: 'isHosted(world, from) && isHosted(world, to) && from !== to',
    replace: 'isHosted(world, from) && !isHosted(world, to) && from !== to',
  },
  {
    name: 'from a hosted connection to no connection at all',
    file: RULES,
    find: 'isHosted(world, from) && isHosted(world, to) && from !== to',
    replace: 'isHosted(world, from) && from !== to',
  },
  {
    name: 'same target inverted',
    file: RULES,
    find: 'from === to ? messages.sameTarget',
    replace: 'from !== to ? messages.sameTarget',
  },
  {
    name: 'a virtual interface that is down cannot move',
    file: RULES,
    find: "const MOVABLE = ['available', 'down'];",
    replace: "const MOVABLE = ['available'];",
  },
  {
    name: 'a virtual interface under test can move',
    file: RULES,
    find: "const MOVABLE = ['available', 'down'];",
    replace: "const MOVABLE = ['available', 'down', 'testing'];",
  },
  {
    name: 'pending may always move',
    file: RULES,
    find: "state === 'pending' && world.kernel.choice('movePending') === 'allowed'",
    replace: "state === 'pending'",
  },
  {
    name: 'pending may never move',
    file: RULES,
    find: "world.kernel.choice('movePending') === 'allowed'",
    replace: "world.kernel.choice('movePending') !== 'allowed' && false",
  },
  {
    name: 'quota of the virtual interface itself forgotten',
    file: RULES,
    find: 'vifQuota(world, to, [type])',
    replace: 'vifQuota(world, to, [])',
  },
  {
    name: 'quota looked up where it comes from',
    file: RULES,
    find: 'check: ({ world, interface: { type }, to }) => vifQuota(world, to, [type])',
    replace: 'check: ({ world, interface: { type }, from }) => vifQuota(world, from, [type])',
  },
  {
    name: 'VLAN looked for where it comes from',
    file: RULES,
    find: 'check: ({ world, interface: { vlan }, to }) => vlanConflict(world, to, vlan)',
    replace: 'check: ({ world, interface: { vlan }, from }) => vlanConflict(world, from, vlan)',
  },
  {
    name: 'only the first peer: a family dropped',
    file: RULES,
    find: 'addressConflict(world, to, subnetsOfVif(world, vif))',
    replace: 'addressConflict(world, to, subnetsOfVif(world, vif).slice(0, 1))',
  },
  {
    name: 'IPv6 dropped',
    file: RULES,
    find: 'addressConflict(world, to, subnetsOfVif(world, vif))',
    replace:
      "addressConflict(world, to, subnetsOfVif(world, vif).filter(({ prefix }) => prefix.family === 'ipv4'))",
  },
  {
    name: 'equality for overlap',
    file: PORT_RULES,
    find: 'overlaps(prefix, theirs.prefix)',
    replace: 'prefix.bits === theirs.prefix.bits && prefix.length === theirs.prefix.length',
  },
  {
    name: 'overlap of the first address only',
    file: PORT_RULES,
    find: 'overlaps(prefix, theirs.prefix)',
    replace: 'prefix.bits === theirs.prefix.bits',
  },
  {
    name: 'addresses compared with the first virtual interface only',
    file: PORT_RULES,
    find: 'for (const vif of vifsOn(world.topology, port)) {',
    replace: 'for (const vif of vifsOn(world.topology, port).slice(0, 1)) {',
  },
  {
    name: 'VLANs one off',
    file: PORT_RULES,
    find: "(vif) => world.topology.as('virtualInterface', vif).vlan === vlan,",
    replace: "(vif) => world.topology.as('virtualInterface', vif).vlan === vlan - 1,",
  },
  {
    name: 'virtual interfaces in deletion ignored: VLAN',
    file: PORT_RULES,
    find: "(vif) => world.topology.as('virtualInterface', vif).vlan === vlan,",
    replace:
      "(vif) => world.resources.state(vif) !== 'deleting' && world.topology.as('virtualInterface', vif).vlan === vlan,",
  },
  {
    name: 'quota off by one',
    file: PORT_RULES,
    find: '([count, limit]) => count > limit',
    replace: '([count, limit]) => count >= limit',
  },
  {
    name: 'quota off by one the other way',
    file: PORT_RULES,
    find: '([count, limit]) => count > limit',
    replace: '([count, limit]) => count > limit + 1',
  },
  {
    name: 'transit counts as private or public, too',
    file: PORT_RULES,
    find: 'types.length - transit,',
    replace: 'types.length,',
  },
  {
    name: 'five transit',
    file: QUOTAS,
    find: 'transitVirtualInterfaces: 4',
    replace: 'transitVirtualInterfaces: 5',
  },
  { name: 'no total', file: QUOTAS, find: 'virtualInterfaces: 51', replace: 'virtualInterfaces: 54' },
  {
    name: 'jumbo inverted',
    file: PORT_RULES,
    find: 'mtu <= 1500 || jumboCapable',
    replace: 'mtu > 1500 || jumboCapable',
  },
  {
    name: 'AND for OR: jumbo',
    file: PORT_RULES,
    find: 'mtu <= 1500 || jumboCapable',
    replace: 'mtu <= 1500 && jumboCapable',
  },
  {
    name: 'one jumbo-capable port of a LAG is enough',
    file: QUERIES,
    find: '[port, ...physicalPorts(topology, port)].every(',
    replace: 'physicalPorts(topology, port).some(',
  },
  {
    name: 'a partner LAG is an ordinary one',
    file: PORT_RULES,
    find: "if (entity.kind === 'lag') return entity.allowsHostedConnections;",
    replace: "if (entity.kind === 'lag') return false;",
  },
  {
    name: 'an interconnect is an ordinary connection',
    file: PORT_RULES,
    find: "entity.type === 'interconnect'",
    replace: "entity.type === 'hosted'",
  },
  {
    name: 'the VLAN of a hosted connection inverted',
    file: PORT_RULES,
    find: 'fixed === undefined || fixed === vlan',
    replace: 'fixed === undefined || fixed !== vlan',
  },
  {
    name: 'a target that waits for its owner is usable',
    file: PORT_RULES,
    find: "const USABLE = ['requested',",
    replace: "const USABLE = ['ordering', 'requested',",
  },
  {
    name: 'a target that is down is not usable',
    file: PORT_RULES,
    find: "'available', 'down', 'unknown'];",
    replace: "'available', 'unknown'];",
  },
  {
    name: 'every account sees everything',
    file: LOOKUP,
    find: '  return down(id) || up(id);',
    replace: '  return true;',
  },
  {
    name: 'AND for OR: who sees what',
    file: LOOKUP,
    find: '  return down(id) || up(id);',
    replace: '  return down(id) && up(id);',
  },
  {
    name: 'every Region sees everything',
    file: LOOKUP,
    find: 'regionOf(world.topology, id) === caller.region &&',
    replace: '',
  },
  {
    name: 'what was deleted long ago is still found',
    file: LOOKUP,
    find: 'ended === undefined || kernel.now',
    replace: 'true || kernel.now',
  },
];

export const mutants: readonly Mutant[] = [
  ...requestRules.map(({ name }) => leftOut('requestRules', name)),
  ...moveRules.map(({ name }) => leftOut('moveRules', name)),
  ...['owner of the target', 'jumbo frames', 'quota', 'address'].map(moved),
  ...written,
];
