/** Forms: fields of the model, choices of the network, checks, and what submitting brings about. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../sim/simulation.ts';
import { App } from '../../tui/app.tsx';
import { widthOf } from '../../tui/cells.ts';
import type { FormSubject, Values } from '../../tui/forms/form.ts';
import { boundForm } from '../../tui/forms/registry.ts';
import { actInWords } from '../../tui/forms/words.ts';
import { Model } from '../../tui/model.ts';
import { glyphSets } from '../../tui/theme.ts';
import { desk } from './desk.ts';
import { playerOf, scenario } from './fixture.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');
const settled = () => new Promise((done) => setTimeout(done, 20));

const { session: sample } = desk();
const formFor = (subject: FormSubject, values: Values = {}) => boundForm(sample.model, subject, values);
const call = (operation: string): FormSubject => ({ kind: 'call', operation });

describe('the form of a call', () => {
  it('knows the members of every operation, and takes nothing that the model does not', () => {
    for (const operation of catalogue.simulated) {
      const form = formFor(call(operation));
      const members = catalogue.api.membersOf(operation) ?? [];
      const tops = new Set(form.fields.map(({ key }) => key.split('.')[0]));
      for (const { name } of members) expect(tops).toContain(name);
      const action = form.action();
      expect(action).toMatchObject({ type: 'act', act: { kind: 'call', operation } });
    }
  });

  it('flattens structures and lists, and puts them together again', () => {
    const values = {
      connectionId: 'dxlag-b',
      'newPrivateVirtualInterface.virtualInterfaceName': 'spare',
      'newPrivateVirtualInterface.vlan': '400',
      'newPrivateVirtualInterface.asn': '65001',
      'newPrivateVirtualInterface.enableSiteLink': 'true',
      'newPrivateVirtualInterface.tags.0.key': 'team',
      'newPrivateVirtualInterface.tags.1.key': 'cost',
      'newPrivateVirtualInterface.tags.1.value': '42',
    };
    const form = formFor(call('CreatePrivateVirtualInterface'), values);
    expect([...form.complaints]).toEqual([]);
    expect(form.action()).toMatchObject({
      act: {
        request: {
          connectionId: 'dxlag-b',
          newPrivateVirtualInterface: {
            virtualInterfaceName: 'spare',
            vlan: 400,
            enableSiteLink: true,
            tags: [{ key: 'team' }, { key: 'cost', value: '42' }],
          },
        },
      },
    });
    const keys = form.fields.map(({ key }) => key);
    expect(keys).toContain('newPrivateVirtualInterface.tags.2.key');
  });

  it('says beside the field what is missing or of another type', () => {
    const values = {
      'newPrivateVirtualInterface.vlan': 'many',
      'newPrivateVirtualInterface.enableSiteLink': 'so',
    };
    const { complaints } = formFor(call('CreatePrivateVirtualInterface'), {
      ...values,
      as: 'nobody',
      in: 'Mars',
    });
    expect(complaints.get('connectionId')).toBe('connectionId is required');
    expect(complaints.get('newPrivateVirtualInterface.virtualInterfaceName')).toContain('required');
    expect(complaints.get('newPrivateVirtualInterface.vlan')).toContain('32-bit integer');
    expect(complaints.get('newPrivateVirtualInterface.enableSiteLink')).toContain('true or false');
    expect(complaints.get('as')).toContain('no account "nobody"');
    expect(complaints.get('in')).toContain('eu-west-2');
  });

  it('asks for one of two members where one is enough, and marks both', () => {
    const of = (values: Values) => {
      const { fields, complaints } = formFor(call('CreatePrivateVirtualInterface'), values);
      return {
        asn: fields.find(({ label }) => label === 'asn'),
        about: complaints.get('newPrivateVirtualInterface.asn'),
      };
    };
    expect(of({}).about).toBe('asn or asnLong is required');
    expect(of({}).asn).toMatchObject({ either: 'newPrivateVirtualInterface.asnLong', required: false });
    expect(of({ 'newPrivateVirtualInterface.asn': '65001' }).about).toBeUndefined();
    expect(of({ 'newPrivateVirtualInterface.asnLong': '65001' }).about).toBeUndefined();
    // Here both only narrow down which peer is meant.
    expect([...formFor(call('DeleteBGPPeer')).complaints.keys()]).not.toContain('asn');
  });

  it('offers for each member what it can be: gateways by their kind, families, locations', () => {
    const { gateways } = sample.model.simulation.map();
    const named = (type: string) => gateways.filter((one) => one.type === type).map(({ name }) => name);
    const choices = (operation: string, label: string) =>
      formFor(call(operation)).fields.find((field) => field.label === label)?.choices;
    expect(named('virtualGateway').length).toBeGreaterThan(0);
    expect(named('directConnectGateway').length).toBeGreaterThan(0);
    expect(choices('CreatePrivateVirtualInterface', 'virtualGatewayId')).toEqual(named('virtualGateway'));
    expect(choices('CreatePrivateVirtualInterface', 'directConnectGatewayId')).toEqual(
      named('directConnectGateway'),
    );
    expect(choices('CreateDirectConnectGatewayAssociation', 'gatewayId')).toEqual(named('virtualGateway'));
    expect(choices('CreateBGPPeer', 'addressFamily')).toEqual(['ipv4', 'ipv6']);
    expect(choices('CreateConnection', 'location')).toEqual(['EqLD5']);
  });

  it('asks for what a structure needs only when there is anything in it', () => {
    const of = (values: Values) => [...formFor(call('CreateDirectConnectGateway'), values).complaints.keys()];
    expect(of({ directConnectGatewayName: 'gw' })).toEqual([]);
    expect(of({ directConnectGatewayName: 'gw', 'tags.0.value': 'x' })).toEqual(['tags.0.key']);
  });

  it('is filled in from the selection, picked from names, and done with enter', () => {
    const { session, press, type, top } = desk();
    press('j', 'a');
    type('AssociateVirtual');
    press('enter');
    expect(top()).toMatchObject({ field: 'connectionId', values: { virtualInterfaceId: 'v102' } });
    press('left');
    expect(top()).toMatchObject({ values: { connectionId: 'dxlag-b' } });
    press('enter');
    expect(top()).toMatchObject({ id: 'result', tone: 'good' });
    expect(session.model.simulation.vif('v102').connection).toBe('dxlag-b');
    press('esc');
    expect(top()).toBeUndefined();
  });

  it('stays open on a refusal, which changes nothing and reads as from AWS', () => {
    const { session, press, command, top } = desk();
    const before = session.model.simulation.networkHash();
    command('api AssociateVirtualInterface');
    for (const letter of 'dxl') session.stroke({ name: letter, text: letter });
    press('tab', 'enter');
    const overlay = top();
    expect(overlay).toMatchObject({ id: 'result', tone: 'bad' });
    expect(overlay?.id === 'result' ? overlay.lines.join() : '').toMatch(
      /^An error occurred \(DirectConnectClientException\) when calling the AssociateVirtualInterface operation: VLAN 101/,
    );
    expect(session.model.simulation.networkHash()).toBe(before);
    press('enter');
    expect(top()).toMatchObject({ id: 'form', values: { connectionId: 'dxlag-b' } });
  });

  it('tells first what is missing, and does nothing', () => {
    const { session, press, command, top } = desk();
    command('api AssociateVirtualInterface');
    press('ctrl-u', 'enter');
    expect(top()).toMatchObject({ id: 'form', field: 'connectionId', isTried: true });
    expect(session.player.done).toEqual([]);
    expect(session.model.simulation.journal).toEqual([]);
  });
});

describe('the form of a fault', () => {
  it('offers what each fault of the catalogue can befall', () => {
    for (const { name, options } of catalogue.faults) {
      const { fields } = formFor({ kind: 'fault', fault: name });
      expect(fields.map(({ key }) => key)).toEqual(['target', ...options.map((one) => one.name), 'for']);
      const kindless = fields[0]?.choices.filter((one) => !sample.model.simulation.exists(one));
      expect(kindless?.every((one) => catalogue.api.operations.includes(one))).toBe(true);
    }
  });

  it('checks target, options with their bounds, and duration', () => {
    const { complaints } = formFor(
      { kind: 'fault', fault: 'light-decay' },
      {
        target: 'dxcon-q',
        power: '12',
        over: 'soon',
        direction: 'up',
        for: '5',
      },
    );
    expect(complaints.get('target')).toContain('no connection "dxcon-q"');
    expect([...complaints.keys()].sort()).toEqual(['direction', 'for', 'over', 'power', 'target']);
  });

  it('says where there is nothing that it could befall', () => {
    const bare = new Model(playerOf(scenario('scenarios/sessions/wrong-vlan.yaml')));
    const form = boundForm(bare, { kind: 'fault', fault: 'router-link-down' }, { target: 'x' });
    const { fields, complaints } = form;
    expect(fields[0]?.choices).toEqual([]);
    expect(complaints.get('target')).toContain('there is none');
  });

  it('takes the values as the simulation does', () => {
    const values = { target: 'dxcon-a', power: '-20', over: '10s', for: '1m' };
    expect(formFor({ kind: 'fault', fault: 'light-decay' }, values).action()).toEqual({
      type: 'act',
      act: {
        kind: 'inject',
        injection: {
          fault: 'light-decay',
          target: 'dxcon-a',
          for: '1m',
          options: { power: -20, over: 10_000_000 },
        },
      },
    });
  });
});

describe('the form of a router change', () => {
  const neighbor = { kind: 'router', router: 'lon-r1', change: 'neighbor' } as const;

  it('has the members that such an interface has', () => {
    const keys = (label: string) =>
      formFor({ kind: 'router', router: 'lon-r2', change: 'interface' }, { interface: label }).fields.map(
        ({ key }) => key,
      );
    expect(keys('eth1')).toEqual(['interface', 'shutdown']);
    expect(keys('po1')).toContain('minimumLinks');
    expect(keys('po1.102')).toEqual(['interface', 'shutdown', 'for', 'vlan', 'addresses', 'mtu']);
  });

  it('reads timers and BFD in words', () => {
    const values = {
      neighbor: '169.254.101.1',
      holdTime: '9s',
      bfd: 'on',
      advertise: '10.1.0.0/16, 10.2.0.0/16',
    };
    expect(formFor(neighbor, values).action()).toMatchObject({
      act: {
        changes: [
          {
            neighbor: '169.254.101.1',
            holdMicros: 9_000_000,
            bfd: { multiplier: 3 },
            advertise: ['10.1.0.0/16', '10.2.0.0/16'],
          },
        ],
      },
    });
    expect([...formFor(neighbor, { ...values, holdTime: '1s' }).complaints.keys()]).toEqual(['holdTime']);
    expect([...formFor(neighbor, { neighbor: '169.254.101.1' }).complaints.values()]).toEqual([
      'nothing is changed yet',
    ]);
  });

  it('changes the router, and stays open when the router refuses', () => {
    const { session, press, type, command, top } = desk();
    command('router lon-r2 po1.102 shutdown=false');
    expect(session.state.toast).toMatchObject({ isBad: false });
    command('router lon-r2 po1.77 vlan=102 addresses=192.0.2.1/30');
    expect(session.state.toast).toMatchObject({ isBad: true });
    command('router lon-r2');
    type('po1.78');
    press('down', 'down', 'down');
    type('102');
    press('enter');
    const overlay = top();
    expect(overlay?.id === 'form' ? overlay.refusal : '').toContain('VLAN 102 is in use');
    command('remove lon-r2 po1.102');
  });
});

describe('what is said about the field that is typed in', () => {
  const screen = async (columns: number, rows: number, ...keys: readonly string[]) => {
    const { session, press, command } = desk(columns, rows);
    const app = render(<App session={session} glyphs={glyphSets.unicode} size={{ columns, rows }} />);
    command('fault fibre-cut dxcon-q');
    press(...keys);
    await settled();
    const lines = plain(app.lastFrame() ?? '').split('\n');
    app.unmount();
    return lines;
  };

  it('stands in full under the fields, at 80×24 too', async () => {
    const text = (await screen(80, 24)).join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/no connection or carrier "dxcon-q"; the network has .*did you mean "dxcon-/);
    expect(text).toContain('none fits');
    expect(text).not.toContain('taken as it is typed');
    const help = (await screen(80, 24, 'down', 'down')).join(' ').replace(/\s+/g, ' ');
    expect(help).toContain("Default: the carrier's interior, so both ends keep their light");
  });

  it('stands above them where there is no room below', async () => {
    const text = (await screen(40, 10)).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('no connection or carrier "dxcon-q"; the network has');
  });

  it('has its place whichever field it is, and says how many choices there are', async () => {
    const at = async (...keys: readonly string[]) => {
      const lines = await screen(80, 24, ...keys);
      return lines.findIndex((line, index) => index > 5 && line.startsWith('── '));
    };
    const places = await Promise.all([at(), at('down'), at('down', 'down'), at('up')]);
    expect(new Set(places).size).toBe(1);
    expect((await screen(80, 24, 'up')).join('\n')).toMatch(/── for ─+ 1-5 of 6 choices/);
  });
});

describe('acts in words', () => {
  it('tell how a fault was chosen, but no key', () => {
    const words = (fault: string, options: Readonly<Record<string, unknown>>) =>
      actInWords({ kind: 'inject', injection: { fault, target: 'x', options } });
    expect(words('fibre-cut', { segment: 'carrier', direction: 'to-aws' })).toBe(
      'fault fibre-cut on x (direction to-aws, segment carrier)',
    );
    expect(words('silent-loss', { loss: 5000 })).toBe('fault silent-loss on x (loss 0.5%)');
    expect(words('wrong-key', { end: 'aws', value: 'geheimnis' })).toBe(
      'fault wrong-key on x (end aws, value [PROTECTED])',
    );
  });

  it('name a fault by its number for who wants to end it, and stand in the trace', () => {
    const { session, command } = desk();
    command('fault fibre-cut dxcon-a direction=to-aws');
    expect(session.state.toast?.text).toBe(
      'fault fibre-cut on dxcon-a (direction to-aws): number 0, :clear 0 ends it',
    );
    const { trace } = session.model.simulation;
    const said = Array.from({ length: trace.length }, (_, id) => session.model.simulation.describe(id));
    expect(said).toContain('fault fibre-cut on dxcon-a (direction to-aws)');
    command('clear 0');
    expect(session.state.toast?.text).toBe('fault 0, fibre-cut on dxcon-a (direction to-aws), cleared');
    command('fault bgp-reset v101');
    // It is over at once: there is nothing to end.
    expect(session.state.toast?.text).toBe('fault bgp-reset on v101');
  });
});

describe('notes and undo', () => {
  it('note with n', () => {
    const { session, press, type, top } = desk();
    press('n');
    type('light looks weak');
    press('enter');
    expect(top()).toBeUndefined();
    expect(session.player.run.notes).toMatchObject([{ text: 'light looks weak' }]);
  });

  it('ask before undoing, with what is dropped, and leave everything when told so', () => {
    const { session, press, command, top } = desk();
    command('seek 10s');
    command('fault fibre-cut dxcon-a for 5m');
    command('seek 1m');
    press('u');
    const overlay = top();
    const words = overlay?.id === 'confirm' ? overlay.lines.join('\n') : '';
    expect(words).toContain('fault fibre-cut on dxcon-a for 5m');
    expect(words).toContain('50s of time since');
    press('n');
    expect(session.player.done).toHaveLength(1);
    press('u', 'enter');
    expect(session.player.done).toEqual([]);
    expect(session.player.now).toBe(10_000_000);
    press('u');
    expect(top()).toBeUndefined();
    expect(session.state.toast?.text).toBe('nothing to undo');
  });
});

describe.each([
  [80, 24],
  [120, 36],
  [200, 60],
  [40, 10],
])('on %i×%i', (columns, rows) => {
  it.each([false, true])('everything fits (ascii: %s)', async (isAscii) => {
    const { session, press, command } = desk(columns, rows);
    const glyphs = isAscii ? glyphSets.ascii : glyphSets.unicode;
    const app = render(<App session={session} glyphs={glyphs} size={{ columns, rows }} />);
    const fits = async () => {
      await settled();
      const lines = plain(app.lastFrame() ?? '').split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
      if (isAscii) expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
      return lines.join('\n');
    };
    press(':');
    expect(await fits()).toContain('seek');
    press('pagedown', 'pagedown', 'pagedown', 'esc');
    await fits();
    command(`note ${'very long words '.repeat(20)}`);
    await fits();
    command('api CreatePrivateVirtualInterface');
    expect(await fits()).toContain('connectionId *');
    press('enter', 'down', 'down', 'down');
    await fits();
    press('esc');
    command('api DescribeVirtualInterfaces as network-account');
    expect(await fits()).toContain('virtualInterfaces');
    press('pagedown', 'G', 'esc', 'u');
    expect(await fits()).toContain('Undo?');
    press('y');
    command('nonsense');
    expect(await fits()).toContain('no command');
    app.unmount();
  });
});
