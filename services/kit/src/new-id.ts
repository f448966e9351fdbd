/** An id for a new row: version 7, so that rows stay in the order in which they were made. */
export { v7 as newId } from 'uuid';
