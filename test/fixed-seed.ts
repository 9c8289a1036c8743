/**
 * `npm test` draws the same examples each time, so that it refuses a change for what the change broke and not for the
 * luck of the draw. `SEED=7 npm test` draws others, `npm run test:explore` new and more ones.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_126) });
