/** BGP failover tests. */
import { livePeersOf, runningTest } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type ApiWorld, label } from '../api-world.ts';
import { firstError } from '../errors.ts';
import { failoverTestAnswer, testStatus } from '../gateway-answers.ts';
import { findVirtualInterface, isVisible, ownerOf, virtualInterfaceMissing } from '../lookup.ts';
import { messages } from '../messages.ts';
import { listAnswer, type Operation, requireOwner } from '../operation.ts';
import { quotas } from '../quotas.ts';

const DEFAULT_MINUTES = 180;

/** The peers named by id; undefined when one is none of this virtual interface. No ids: all peers (assumed). */
function peersNamed(world: ApiWorld, vif: EntityId, ids: readonly string[]): EntityId[] | undefined {
  const peers = livePeersOf(world.resources.floor, vif);
  if (ids.length === 0) return peers;
  const known = new Map(peers.map((peer) => [world.topology.as('bgpPeer', peer).id, peer]));
  const named = ids.map((id) => known.get(id));
  const found = named.filter((peer) => peer !== undefined);
  return found.length === named.length ? [...new Set(found)] : undefined;
}

export const startBgpFailoverTest: Operation = ({ world, caller, input }) => {
  const { resources } = world;
  const id = input.id('virtualInterfaceId');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const minutes = input.number('testDurationInMinutes') ?? DEFAULT_MINUTES;
  const state = resources.state(vif);
  const limit = quotas.failoverTestMinutes;
  const error = firstError(
    () =>
      minutes >= 1 && minutes <= limit
        ? undefined
        : messages.badValue('testDurationInMinutes', minutes, `1 to ${limit}`),
    () => requireOwner({ world, caller }, vif),
    () => (state === 'testing' ? messages.testRunning(label(world, vif)) : undefined),
    () =>
      state === 'available' || state === 'down'
        ? undefined
        : messages.wrongState(label(world, vif), state, 'its BGP sessions cannot be tested'),
  );
  if (error !== undefined) return error;
  const peers = peersNamed(world, vif, input.texts('bgpPeers'));
  if (peers === undefined) return messages.noSuchPeer(label(world, vif));
  return () => {
    const test = resources.tests.start(vif, peers, minutes);
    return { virtualInterfaceTest: failoverTestAnswer(world, 'StartBgpFailoverTest', test) };
  };
};

export const stopBgpFailoverTest: Operation = ({ world, caller, input }) => {
  const { resources } = world;
  const id = input.id('virtualInterfaceId');
  const vif = findVirtualInterface(world, caller, id);
  if (vif === undefined) return virtualInterfaceMissing(id, caller);
  const error = requireOwner({ world, caller }, vif);
  if (error !== undefined) return error;
  const test = runningTest(resources.floor, vif);
  if (test === undefined) return messages.noTest(label(world, vif));
  return () => {
    resources.tests.stop(test);
    return { virtualInterfaceTest: failoverTestAnswer(world, 'StopBgpFailoverTest', test) };
  };
};

export const listVirtualInterfaceTestHistory: Operation = (call) => {
  const { world, caller, input } = call;
  const { topology, resources } = world;
  const [testId, vifId, status] = [
    input.text('testId'),
    input.text('virtualInterfaceId'),
    input.text('status'),
  ];
  const peers = input.texts('bgpPeers');
  if (vifId !== undefined && findVirtualInterface(world, caller, vifId) === undefined)
    return virtualInterfaceMissing(vifId, caller);
  const history = topology.all('failoverTest').filter((test) => {
    const { id, bgpPeers } = topology.as('failoverTest', test);
    const vif = topology.only(test, 'partOf');
    const wanted =
      (testId === undefined || id === testId) &&
      (vifId === undefined || topology.as('virtualInterface', vif).id === vifId) &&
      (status === undefined || testStatus[resources.state(test)]?.toLowerCase() === status.toLowerCase()) &&
      peers.every((peer) => bgpPeers.includes(peer));
    // The history goes with its virtual interface.
    const kept = resources.state(vif) !== 'deleted' && isVisible(world, caller, vif);
    return wanted && kept && ownerOf(topology, vif) === caller.account;
  });
  return listAnswer(call, 'virtualInterfaceTestHistory', history, (test) =>
    failoverTestAnswer(world, 'ListVirtualInterfaceTestHistory', test),
  );
};
