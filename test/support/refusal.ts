import { ForeignFailure } from '../../src/domain/foreign-failure.ts'

/** A service's error as the workflows know it: by its kind alone. */
export class Refusal extends ForeignFailure {
  readonly kind: string
  constructor(kind: string) {
    super(kind)
    this.kind = kind
  }
}
