/** The view of API calls. */
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../tui/views/registry.ts';
import { sitting } from './fixture.ts';
import { rowOf, shown } from './shown.tsx';

const moving = { file: 'scenarios/moving/connection-to-lag.yaml', view: 'calls' };

describe('calls', () => {
  it('stand with time, account, who made them, operation, request and answer', async () => {
    const lines = await shown({ ...moving, atSeconds: 240 });
    expect(rowOf(lines, '03:00.000')).toMatch(
      /● +03:00\.000 \S+ +move +AssociateVirtualInterface +virtualInterfaceId v102.* ok/,
    );
  });

  it('open with request and answer in full and what followed, without keys', async () => {
    const text = (await shown({ ...moving, atSeconds: 240, columns: 200, rows: 200 }, 'enter')).join('\n');
    expect(text).toContain('"connectionId": "dxlag-b"');
    expect(text).toContain('"virtualInterfaceState": "pending"');
    expect(text).toContain('"authKey": "[PROTECTED]"');
    expect(text).toMatch(/<bgp_auth_key>\[PROTECTED\]/);
    expect(text).toMatch(/and so:\s+03:00\.000 {2}virtual interface v102 moves from dxcon-a to dxlag-b/);
  });

  it('tell a refusal, and keep no key of the request', () => {
    const { session, press } = sitting();
    const request = {
      virtualInterfaceId: 'v101',
      newBGPPeer: { asn: 65001, authKey: 'hush-hush', addressFamily: 'ipv4' },
    };
    session.player.run.simulation.call('CreateBGPPeer', request);
    session.dispatch({ type: 'time.step' });
    press('9');
    const { model } = session;
    const table = viewOf('calls')?.table;
    const { mark, cells } = table?.cells(model, '1') ?? { mark: 'plain', cells: [] };
    const lines = [...(viewOf('calls')?.page?.(model, '1') ?? []), ...(table?.why?.(model, '1') ?? [])];
    const text = [...cells, ...lines].map((one) => one.text).join('\n');
    expect(mark).toBe('bad');
    expect(text).toContain('DirectConnectClientException');
    expect(text).toContain('[PROTECTED]');
    expect(text).not.toContain('hush-hush');
  });
});
