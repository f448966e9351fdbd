/** What tests put to the proof, which nothing outside this service uses otherwise. */
export type { Axis, Cube, CubeFigure, Division, Formula } from './withholding/cube.ts';
export { observedCube } from './withholding/observed-cube.ts';
export {
  decide,
  RELEASE_LEVELS,
  type Release,
  type ReleaseLevel,
  THRESHOLDS,
} from './withholding/release.ts';
