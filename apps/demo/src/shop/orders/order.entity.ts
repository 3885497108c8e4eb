import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A customer's order of one item. */
@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('varchar')
  item!: string;

  @Column('int')
  quantity!: number;

  @Column('int')
  totalCents!: number;

  @Column('boolean', { default: false })
  isReceiptSent!: boolean;

  @CreateDateColumn()
  placedAt!: Date;
}
