/** RFC 8326: a session that is about to go down hands its traffic over first. */
import { intern, type PathAttributes, wellKnown } from '../rib/attributes.ts';

/** §4.2: lower than anything that is in use. */
const LAST_CHOICE = 0;

export const lastChoice = (attributes: PathAttributes): PathAttributes =>
  intern({ ...attributes, localPref: LAST_CHOICE });

/**
 * What the receiver makes of a route: one with the community from another AS, or any over a session that the receiver
 * itself will take down.
 */
export const received = (
  attributes: PathAttributes,
  { internal, shuttingDown }: { readonly internal: boolean; readonly shuttingDown: boolean },
): PathAttributes =>
  shuttingDown || (!internal && attributes.communities.includes(wellKnown.gracefulShutdown))
    ? lastChoice(attributes)
    : attributes;

/** What is sent over a session that will go down: within the AS local preference says it, to others the community. */
export const announced = (attributes: PathAttributes, internal: boolean): PathAttributes =>
  internal
    ? lastChoice(attributes)
    : intern({ ...attributes, communities: [...attributes.communities, wellKnown.gracefulShutdown] });
