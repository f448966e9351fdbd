import type { DomainText } from '../domain-text.ts';
import { activation } from './activation.ts';
import { children } from './children.ts';
import { food } from './food.ts';
import { health } from './health.ts';
import { housing } from './housing.ts';
import { income } from './income.ts';
import { initiatives } from './initiatives.ts';
import { leisure } from './leisure.ts';
import { literacy } from './literacy.ts';
import { services } from './services.ts';

/** The ten domains of the made-up city, in the order of its plan. */
export const DOMAINS: readonly DomainText[] = [
  income,
  food,
  activation,
  housing,
  health,
  services,
  children,
  literacy,
  leisure,
  initiatives,
];
