import { describe, expect, test } from 'vitest';
import { bfdSession } from '../../machines/bfd-session.ts';
import type { Chart } from '../../machines/chart.ts';
import { connection } from '../../machines/connection.ts';
import { failoverTest } from '../../machines/failover-test.ts';
import { gatewayAttachment } from '../../machines/gateway-attachment.ts';
import { lacpPort } from '../../machines/lacp-port.ts';
import { lag } from '../../machines/lag.ts';
import { peering } from '../../machines/peering.ts';
import { virtualInterface } from '../../machines/virtual-interface.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import type { ChartTable } from '../../sim/kernel/chart-table.ts';

/**
 * Plays a life and returns the leaves it went through. A step is an event, or `guard? event` for an event that comes
 * while that guard holds; an ignored event repeats the leaf.
 */
function live(chart: Chart, birth: string, ...steps: readonly string[]): string {
  return play(chart, birth, steps).leaves.join(' ');
}

/** The actions of the last step of a life. */
function actions(chart: Chart, birth: string, ...steps: readonly string[]): string {
  return play(chart, birth, steps).actions.join(' ');
}

function play(chart: Chart, birth: string, steps: readonly string[]) {
  const table: ChartTable<Chart> = compileChart(chart);
  const names: readonly string[] = table.leaves;
  const events: readonly string[] = table.events;
  let state = names.indexOf(birth);
  let done: string[] = [];
  const leaves = steps.map((step) => {
    const [first = '', event = first] = step.split('? ');
    const transition = table.find(
      state,
      events.indexOf(event),
      (guard) => `${table.guards[guard]}` === first,
    );
    done = [];
    if (transition >= 0) {
      state = table.target(transition);
      done = table
        .effects(transition)
        .map((effect) => (effect.kind === 'action' ? `${table.actions[effect.action]}` : effect.kind));
    }
    return `${names[state]}`;
  });
  return { leaves, actions: done };
}

describe('the lives of what the API shows', () => {
  test.for([
    [
      connection,
      'ordering',
      ['confirm', 'linkUp? provisioned', 'linkDown', 'linkUp'],
      'pending available down available',
    ],
    [connection, 'ordering', ['delete', 'delete'], 'rejected rejected'],
    [
      connection,
      'requested',
      ['loaIssued', 'provisioned', 'delete', 'removed'],
      'pending down deleting deleted',
    ],
    [connection, 'available', ['statusLost', 'linkDown', 'statusRestored'], 'unknown unknown down'],
    [lag, 'requested', ['loaIssued', 'operational? provisioned', 'notOperational'], 'pending available down'],
    [
      virtualInterface,
      'confirming',
      ['isPublic? confirm', 'verified', 'bgpUp? provisioned'],
      'verifying pending available',
    ],
    [virtualInterface, 'confirming', ['confirm', 'provisioned', 'bgpUp'], 'pending down available'],
    [virtualInterface, 'confirming', ['delete'], 'rejected'],
    [
      virtualInterface,
      'available',
      ['associate', 'bgpUp', 'bgpUp? provisioned'],
      'pending pending available',
    ],
    [virtualInterface, 'down', ['isPublic? associate', 'verified', 'associate'], 'verifying pending pending'],
    [
      virtualInterface,
      'available',
      ['testStarted', 'bgpDown', 'bgpUp? testEnded'],
      'testing testing available',
    ],
    [
      virtualInterface,
      'available',
      ['reconfigure', 'provisioned', 'delete', 'removed'],
      'pending down deleting deleted',
    ],
    [
      peering,
      'verifying',
      ['verified', 'provisioned', 'reprovision', 'delete'],
      'pending available pending deleting',
    ],
    [gatewayAttachment, 'attaching', ['attached', 'detach', 'detached'], 'attached detaching detached'],
    [failoverTest, 'inProgress', ['vifDeleted', 'timeElapsed'], 'cancelled cancelled'],
  ] as const)('%#: $0.id from $1', ([chart, birth, steps, leaves]) => {
    expect(live(chart, birth, ...steps)).toBe(leaves);
  });
});

describe('bfd-session', () => {
  test('comes up by the three-way handshake, from either end first', () => {
    expect(live(bfdSession, 'Down', 'rxDown', 'rxInit')).toBe('Init Up');
    expect(live(bfdSession, 'Down', 'rxInit')).toBe('Up');
    expect(live(bfdSession, 'Down', 'rxUp', 'rxDown', 'rxDown', 'rxUp')).toBe('Down Init Init Up');
  });

  test('tells its clients of a failure, and of an administrative shutdown as something else', () => {
    expect(actions(bfdSession, 'Up', 'rxDown')).toBe('setDiagNeighbourSignalledDown sessionDown transmitNow');
    expect(actions(bfdSession, 'Up', 'detectionTimeExpired')).toContain('setDiagDetectionTimeExpired');
    expect(actions(bfdSession, 'Up', 'detectionTimeExpired')).toContain('sessionDown');
    expect(actions(bfdSession, 'Up', 'rxAdminDown')).not.toContain('sessionDown');
    expect(actions(bfdSession, 'Up', 'adminDisable')).not.toContain('sessionDown');
    expect(actions(bfdSession, 'Init', 'detectionTimeExpired')).not.toContain('sessionDown');
  });

  test('discards packets while administratively down', () => {
    expect(live(bfdSession, 'AdminDown', 'rxDown', 'rxInit', 'rxUp', 'adminEnable')).toBe(
      'AdminDown AdminDown AdminDown Down',
    );
  });
});

describe('lacp-port', () => {
  const wait = 'xstate.after.aggregateWait.lacp-port.enabled.current.waiting';
  const joined = ['lacpOn? portEnabled', 'pduOutOfSync', wait, 'pduInSync'] as const;

  test('joins after the aggregate wait, and distributes when the partner is in sync', () => {
    expect(live(lacpPort, 'portDisabled', ...joined)).toBe(
      'enabled.expired.detached enabled.current.waiting enabled.current.attached enabled.current.collectingDistributing',
    );
    expect(live(lacpPort, 'enabled.current.waiting', `partnerInSync? ${wait}`)).toBe(
      'enabled.current.collectingDistributing',
    );
  });

  test('stops distributing at once when the partner falls silent, and leaves after three more seconds', () => {
    const silent = ['currentWhileExpired', 'currentWhileExpired'] as const;
    expect(live(lacpPort, 'enabled.current.collectingDistributing', ...silent)).toBe(
      'enabled.expired.attached enabled.defaulted',
    );
    expect(actions(lacpPort, 'enabled.current.collectingDistributing', silent[0])).toBe(
      'stopDistributing presumeShortTimeout startCurrentWhileShort needToTransmit',
    );
    expect(actions(lacpPort, 'enabled.current.collectingDistributing', ...silent)).toBe(
      'recordDefault detachFromAggregator',
    );
  });

  test('returns without another wait when the partner is heard in time', () => {
    expect(live(lacpPort, 'enabled.expired.attached', 'pduInSync')).toBe(
      'enabled.current.collectingDistributing',
    );
    expect(live(lacpPort, 'enabled.expired.attached', 'pduOutOfSync')).toBe('enabled.current.attached');
    expect(live(lacpPort, 'enabled.expired.attached', 'pduFromOtherPartner')).toBe('enabled.current.waiting');
  });

  test('keeps its partner alive with every PDU, without restarting the wait', () => {
    expect(actions(lacpPort, 'enabled.current.waiting', 'pduInSync')).toBe(
      'recordPdu updateNtt startCurrentWhile',
    );
    expect(actions(lacpPort, 'enabled.current.waiting', 'pduFromOtherPartner')).toBe(
      'cancelDelay detachFromAggregator recordPdu updateNtt startCurrentWhile startDelay',
    );
  });

  test('distributes without a partner when LACP is off', () => {
    expect(live(lacpPort, 'portDisabled', 'portEnabled', 'pduInSync', 'portDisabled')).toBe(
      'lacpDisabled lacpDisabled portDisabled',
    );
    expect(actions(lacpPort, 'portDisabled', 'portEnabled')).toBe('recordDefault startDistributing');
  });
});
