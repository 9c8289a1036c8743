/** The faults of today: what each is done to and how it can be shaded. What they do stands in `sim/faults/`. */
import type { FaultCatalogue, FaultOption } from './models.ts';

const direction: FaultOption = {
  name: 'direction',
  kind: 'word',
  words: ['both', 'to-aws', 'to-customer'],
  doc: 'Default: both',
};
const end: FaultOption = {
  name: 'end',
  kind: 'word',
  words: ['aws', 'customer'],
  required: true,
  doc: 'Whose configuration is wrong',
};
/** What stands there instead; the bounds are those of the format. */
const value = (kind: 'int' | 'text', min?: number, max?: number): FaultOption => ({
  name: 'value',
  kind,
  required: true,
  doc: 'What is configured instead',
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});
const times: FaultOption = {
  name: 'count',
  kind: 'int',
  min: 1,
  doc: 'Calls it befalls; default: all, while the fault lasts',
};

export const knownFaults: FaultCatalogue = {
  faults: [
    {
      name: 'fibre-cut',
      targets: ['connection', 'carrier'],
      options: [direction],
      doc: 'No light, in one or both directions',
    },
    {
      name: 'silent-loss',
      targets: ['connection', 'carrier'],
      options: [{ name: 'loss', kind: 'percent', required: true, doc: 'Share of the frames' }, direction],
      doc: 'Frames vanish while the light stays on',
    },
    {
      name: 'light-decay',
      targets: ['connection', 'carrier'],
      options: [
        { name: 'power', kind: 'int', required: true, doc: 'Received power at the end of the decay, dBm' },
        { name: 'over', kind: 'duration', required: true, doc: 'How long the decay takes' },
        direction,
      ],
      doc: 'Received light fades: loss grows, then the link goes down',
    },
    {
      name: 'lacp-member-loss',
      targets: ['connection'],
      options: [],
      doc: 'A LAG member stops answering LACP; its light stays on',
    },
    {
      name: 'device-down',
      targets: ['device', 'router', 'carrier'],
      options: [],
      doc: 'All that is on it goes with it',
    },
    { name: 'bgp-reset', targets: ['vif'], options: [end], doc: 'One end resets its sessions' },
    {
      name: 'wrong-vlan',
      targets: ['vif'],
      options: [end, value('int', 1, 4094)],
      doc: 'Another VLAN at one end',
    },
    {
      name: 'wrong-asn',
      targets: ['vif'],
      options: [end, value('int', 1, 4_294_967_294)],
      doc: 'Another peer ASN at one end',
    },
    { name: 'wrong-key', targets: ['vif'], options: [end, value('text')], doc: 'Another BGP key at one end' },
    {
      name: 'wrong-address',
      targets: ['vif'],
      options: [end, value('text')],
      doc: 'Another address at one end, with prefix length',
    },
    {
      name: 'wrong-mtu',
      targets: ['vif'],
      options: [end, value('int', 576, 9216)],
      doc: 'Another MTU at one end',
    },
    {
      name: 'api-server-exception',
      targets: ['operation'],
      options: [times],
      doc: 'DirectConnectServerException; nothing is done',
    },
    {
      name: 'api-throttling',
      targets: ['operation'],
      options: [times],
      doc: 'ThrottlingException; nothing is done',
    },
    {
      name: 'api-reply-lost',
      targets: ['operation'],
      options: [times],
      doc: 'The call is accepted, its answer never arrives',
    },
    {
      name: 'status-unavailable',
      targets: ['device'],
      options: [],
      doc: 'What the API reports of its ports is unknown',
    },
  ],
};
