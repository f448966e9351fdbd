import type { Subgraphs } from './subgraphs.ts';

type Row = Readonly<Record<string, unknown>>;

const by = (rows: readonly Row[], name: string) => (reference: Row) =>
  rows.find((row) => row[name] === reference[name]) ?? null;
const fails = (message: string) => () => {
  throw new Error(message);
};

const PRODUCTS: readonly Row[] = [
  { upc: 'p1', sku: 's1', name: 'Chair', price: 10, size: { weight: 4, unit: 'KG' }, makerId: 'm1' },
  { upc: 'p2', sku: 's2', name: 'Table', price: 50, size: { weight: 20, unit: 'KG' }, makerId: 'm2' },
  { upc: 'p3', sku: 's3', name: 'Lamp', price: null, size: null, makerId: 'm1' },
  { upc: 'p4', sku: 's4', name: null, price: 7, size: { weight: 1, unit: 'G' }, makerId: null },
];
const USERS: readonly Row[] = [
  { id: 'u1', name: 'Ann', login: 'ann', __typename: 'Member' },
  { id: 'u2', name: 'Bob', login: 'bob', __typename: 'Guest' },
];

/** Several keys, nested keys, @requires of leaves and of objects, @provides, @override, unions, lists of lists. */
export const SHOP: Subgraphs = {
  products: {
    sdl: `
      type Query { product(upc: String!): Product products(first: Int = 3): [Product!] shelf: [[Product]] find(word: String): [Found!] }
      type Mutation { rename(upc: String!, name: String!): Product fail: Product }
      type Product @key(fields: "upc") @key(fields: "sku") { upc: ID! sku: String! name: String! price(in: Unit): Int size: Size maker: Maker label: String }
      type Size @shareable { weight: Int unit: Unit! }
      enum Unit { KG G }
      type Maker @key(fields: "id country { code }") { id: ID! country: Country! }
      type Country @shareable { code: String! }
      union Found = Product | Maker
    `,
    resolvers: {
      Query: {
        product: (_: never, { upc }: { upc: string }) => by(PRODUCTS, 'upc')({ upc }),
        products: (_: never, { first }: { first: number }) => PRODUCTS.slice(0, first),
        shelf: () => [[PRODUCTS[0], null, PRODUCTS[1]], null, [], [PRODUCTS[2], PRODUCTS[0]]],
        find: () => [
          { ...PRODUCTS[0], __typename: 'Product' },
          { id: 'm2', country: { code: 'BE' }, __typename: 'Maker' },
        ],
      },
      Mutation: {
        rename: (_: never, { upc, name }: { upc: string; name: string }) => ({
          ...by(PRODUCTS, 'upc')({ upc }),
          name,
        }),
        fail: fails('not changed'),
      },
      Product: {
        __resolveReference: (row: Row) =>
          'upc' in row ? by(PRODUCTS, 'upc')(row) : by(PRODUCTS, 'sku')(row),
        maker: ({ makerId }: { makerId: string | null }) =>
          makerId && { id: makerId, country: { code: 'BE' } },
        label: fails('the label is overridden'),
      },
    },
  },
  inventory: {
    sdl: `
      type Product @key(fields: "upc") {
        upc: ID! price(in: Unit): Int @external size: Size @external
        stock: Int shipping(fast: Boolean): Int @requires(fields: "price size { weight }") label: String @override(from: "products")
      }
      type Size @shareable { weight: Int unit: Unit! }
      enum Unit { KG G }
      type Maker @key(fields: "id country { code }") { id: ID! country: Country! name: String best: [Product!] }
      type Country @shareable { code: String! }
    `,
    resolvers: {
      Product: {
        __resolveReference: (row: Row) => (row['upc'] === 'p9' ? null : row),
        stock: ({ upc }: { upc: string }) =>
          upc === 'p3' ? fails('stock of p3 is not known')() : upc.length,
        shipping: ({ price, size }: { price: number | null; size: { weight: number } | null }) =>
          price === null || size === null ? null : price * size.weight,
        label: ({ upc }: { upc: string }) => `label ${upc}`,
      },
      Maker: {
        __resolveReference: (row: Row) => (row['id'] === 'm2' ? fails('m2 is away')() : row),
        name: ({ id, country }: { id: string; country: Row }) => `${id} of ${country['code']}`,
        best: () => [{ upc: 'p1' }, { upc: 'p3' }],
      },
    },
  },
  reviews: {
    sdl: `
      type Query { me: User people: [Person!]! }
      type Product @key(fields: "sku") { sku: String! reviews(first: Int): [Review!] score: Float! }
      type Review { text: String! stars: Int! author: User @provides(fields: "name") product: Product }
      type User @key(fields: "id") { id: ID! name: String @external }
      interface Person { id: ID! nick: String! }
      type Member implements Person @key(fields: "id") { id: ID! nick: String! }
      type Guest implements Person @key(fields: "id") { id: ID! nick: String! }
    `,
    resolvers: {
      Query: {
        me: () => ({ id: 'u1' }),
        people: () => USERS.map((one) => ({ ...one, nick: `nick of ${one['id']}` })),
      },
      Product: {
        reviews: ({ sku }: { sku: string }) => [
          { text: `good ${sku}`, stars: 4, author: { id: 'u1', name: 'Ann' }, product: { sku: 's1' } },
          { text: `bad ${sku}`, stars: 1, author: { id: 'u2', name: 'Bob' }, product: { sku } },
          { text: 'nobody', stars: 3, author: null, product: null },
        ],
        score: ({ sku }: { sku: string }) => (sku === 's2' ? null : 4.5),
      },
    },
  },
  users: {
    sdl: `
      type User @key(fields: "id") { id: ID! name: String @shareable login: String! secret: String @inaccessible }
      type Member @key(fields: "id") { id: ID! since: Int! friends: [Member] }
      type Guest @key(fields: "id") { id: ID! host: Member }
    `,
    resolvers: {
      User: { __resolveReference: by(USERS, 'id') },
      Member: {
        since: () => 2020,
        friends: () => [{ id: 'u1' }, null, { id: 'u3' }],
        __resolveReference: (row: Row) => row,
      },
      Guest: { host: () => ({ id: 'u1' }), __resolveReference: (row: Row) => row },
    },
  },
};

const MEDIA_ROWS: readonly Row[] = [
  { __typename: 'Book', id: 'b1', title: 'One', pages: 100, part: 1 },
  { __typename: 'Film', id: 'f1', title: 'Two', minutes: 90, part: 2 },
  { __typename: 'Book', id: 'b2', title: null, pages: null, part: 1 },
];

/** Entity interfaces and @interfaceObject; interfaces that implement interfaces. */
export const MEDIA: Subgraphs = {
  catalogue: {
    sdl: `
      type Query { media(first: Int): [Media!]! one(id: ID!): Media titled: [Titled] }
      interface Titled { title: String }
      interface Media implements Titled @key(fields: "id") { id: ID! title: String part: Int! }
      type Book implements Media & Titled @key(fields: "id") { id: ID! title: String part: Int! pages: Int! }
      type Film implements Media & Titled @key(fields: "id") { id: ID! title: String part: Int! minutes: Int }
      type Poster implements Titled { title: String of: Media }
    `,
    resolvers: {
      Query: {
        media: (_: never, { first }: { first?: number | null }) => MEDIA_ROWS.slice(0, first ?? 9),
        one: (_: never, { id }: { id: string }) => by(MEDIA_ROWS, 'id')({ id }),
        titled: () => [...MEDIA_ROWS, { __typename: 'Poster', title: 'P', of: MEDIA_ROWS[1] }, null],
      },
      Media: { __resolveReference: by(MEDIA_ROWS, 'id') },
      Book: { __resolveReference: by(MEDIA_ROWS, 'id') },
      Film: { __resolveReference: by(MEDIA_ROWS, 'id') },
    },
  },
  opinions: {
    sdl: `
      type Query { latest: [Opinion!] }
      type Media @key(fields: "id") @interfaceObject { id: ID! opinions: [Opinion!] mean: Float! twice: Int }
      type Opinion { text: String of: Media }
    `,
    resolvers: {
      Query: {
        latest: () => [
          { text: 'x', of: { id: 'f1' } },
          { text: 'y', of: { id: 'b1' } },
          { text: 'z', of: null },
        ],
      },
      Media: {
        __resolveReference: (row: Row) => row,
        opinions: ({ id }: { id: string }) => [{ text: `of ${id}`, of: { id } }],
        mean: () => 3.5,
        twice: ({ id }: { id: string }) => (id === 'f1' ? null : 2),
      },
    },
  },
};
