import pg from 'pg';

/** What the driver works out from the columns of an answer. */
interface Columns {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}
/** The columns of the statements that a connection has answered, by the statement's name. */
export type KnownColumns = Map<string, Columns>;

type Done = (error: Error | null | undefined, result: pg.QueryResult) => void;
/** The driver's query with the parts of it that its types leave out. */
const Query = pg.Query as unknown as new (
  text: string,
  values: unknown[],
  done: Done,
) => pg.Submittable & {
  name: string;
  _result: Columns;
  _accumulateRows: boolean;
  handleRowDescription(message: unknown): void;
};

/**
 * A prepared statement. Its columns stay what they are as long as the connection lives (PostgreSQL refuses to run it when they
 * would not), so they are worked out once, where the driver does it for each answer.
 */
export class NamedQuery extends Query {
  private readonly known: KnownColumns;

  constructor(name: string, text: string, values: unknown[], known: KnownColumns, done: Done) {
    super(text, values, done);
    this.name = name;
    this.known = known;
  }

  override handleRowDescription(message: unknown): void {
    const known = this.known.get(this.name);
    if (known) {
      Object.assign(this._result, known);
      this._accumulateRows = true;
      return;
    }
    super.handleRowDescription(message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    this.known.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }
}
