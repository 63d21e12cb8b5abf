/** Layers that are not the student's, for checks of code that takes a list of layers. */

/** What the judge says about one. */
export interface LayerPlan {
  readonly className: string;
  readonly out: unknown;
  readonly parameters: readonly unknown[];
}

/** A layer that passes its input through, with a class of the given name. */
export function fixtureLayer({ className, out, parameters }: LayerPlan): object {
  const classes = {
    [className]: class {
      out: unknown = out;

      forward(x: unknown): unknown {
        this.out = x;
        return x;
      }

      parameters(): readonly unknown[] {
        return [...parameters];
      }
    },
  };
  const Layer = classes[className];
  if (!Layer) throw new TypeError(`guest: there is no class ${className}`);
  return new Layer();
}

/** Reads a plan from a decoded argument. */
export function asLayerPlan(value: unknown): LayerPlan {
  if (typeof value !== 'object' || value === null) throw new TypeError('guest: expected the plan of a layer');
  const className: unknown = Reflect.get(value, 'className');
  const parameters: unknown = Reflect.get(value, 'parameters');
  if (typeof className !== 'string' || !Array.isArray(parameters))
    throw new TypeError('guest: expected the plan of a layer');
  return { className, out: Reflect.get(value, 'out'), parameters };
}
