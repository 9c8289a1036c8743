import { defineChart } from './chart.ts';

/**
 * A virtual interface attached to a Direct Connect gateway (`attachmentState`).
 *
 * Source: the API model's `DirectConnectGatewayAttachmentState`. That a virtual interface may be deleted before
 * it is attached follows from DeleteVirtualInterface being allowed while `pending`.
 */
export const gatewayAttachment = defineChart({
  id: 'gateway-attachment',
  initial: 'attaching',
  states: {
    attaching: { on: { attached: 'attached', detach: 'detaching' } },
    attached: { on: { detach: 'detaching' } },
    detaching: { on: { detached: 'detached' } },
    detached: { type: 'final' },
  },
});
